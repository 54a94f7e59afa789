import { everyRole, isAnalyst } from '#modules/agencies'
import type { ImportKind } from '#platform/imports'
import type { Module } from '#platform/module'
import {
  hospitalAssaults,
  openIncidents,
  partnerIncidents,
  publishedIncidents,
  tacticalTensions,
  tensions,
} from './collections.ts'
import { withCube } from './cube.ts'
import { describeHeader } from './files/index.ts'
import { datedImport } from './imports/dated.ts'
import { hospitalImport } from './imports/hospital.ts'
import { policeStreetImport } from './imports/police-street.ts'
import { tensionPages } from './pages/tensions.ts'
import { trendPages } from './pages/trends.ts'
import { retention } from './retention.ts'
import { yearlyCounts } from './store/yearly.ts'

export { lastDayOf, stateOf as tensionState } from './rules.ts'
export { type DatedIncident, datedIncidents } from './store/dated.ts'
export { incidentTotal } from './store/incidents.ts'
export { type MonthlyCounts, monthlyCounts } from './store/monthly.ts'
export {
  addTension as reportTension,
  closeTension,
  type Tension,
  tensionById,
  tensionCount,
  tensionsById,
  tensionsSince,
} from './store/tensions.ts'

const datedWithCube = withCube(datedImport, 'partnership') as ImportKind
const hospitalWithCube = withCube(hospitalImport, 'istv') as ImportKind

/** The imports that the synthetic county goes in by. */
export const incidentImports = { dated: datedWithCube, hospital: hospitalWithCube }

export const incidents: Module = {
  name: 'incidents',
  retention,
  pages: [...tensionPages, ...trendPages],
  navigation: [
    { text: 'Trends', href: '/trends' },
    { text: 'Report a tension', href: '/tensions/report' },
    { text: 'Tensions', href: '/tensions' },
  ],
  imports: [policeStreetImport as ImportKind, datedWithCube, hospitalWithCube],
  nameFile: describeHeader,
  indicators: yearlyCounts,
  policy: [
    {
      kind: 'open incidents',
      words: 'Street-level crime that the police publish for anyone, by month and small area.',
      collection: openIncidents,
      tables: ['incident', 'incident_count', 'incident_month_count', 'incident_hour_count'],
      roles: everyRole.map(role =>
        isAnalyst(role)
          ? { role, level: 'write', why: 'Imports open data' }
          : { role, level: 'read', why: 'Open data is for everyone' },
      ),
    },
    {
      kind: 'partner incidents',
      words: 'Dated incidents from partners, for analysis. They name nobody.',
      collection: partnerIncidents,
      tables: ['incident', 'incident_count', 'incident_month_count', 'incident_hour_count'],
      roles: [
        { role: 'analyst', level: 'write', why: 'Imports and analyses partners\u2019 data' },
        { role: 'police-analyst', level: 'write', why: 'Imports and analyses partners\u2019 data' },
        { role: 'intelligence-lead', level: 'read', why: 'Keeps the picture of conflicts' },
      ],
    },
    {
      kind: 'hospital assaults',
      words: 'Assaults told to hospital staff, without names. Counted apart from police records.',
      collection: hospitalAssaults,
      tables: ['incident', 'incident_count', 'incident_month_count', 'incident_hour_count'],
      roles: [
        { role: 'analyst', level: 'write', why: 'Imports and analyses partners\u2019 data' },
        { role: 'police-analyst', level: 'write', why: 'Imports and analyses partners\u2019 data' },
      ],
    },
    {
      kind: 'published incidents',
      words:
        'Partners\u2019 and hospitals\u2019 incidents as figures that may leave: by district, whole quarter and kind, small counts hidden.',
      collection: publishedIncidents,
      tables: ['incident_cube', 'incident_cube_quarter'],
      roles: [
        { role: 'analyst', level: 'write', why: 'Makes the published figures by importing' },
        { role: 'police-analyst', level: 'write', why: 'Makes the published figures by importing' },
        { role: 'intelligence-lead', level: 'read', why: 'Holds hospital figures against the picture of conflicts' },
        { role: 'coordinator', level: 'read', why: 'Plans with the size of the problem, not with records' },
        { role: 'chair', level: 'read', why: 'Plans with the size of the problem, not with records' },
        { role: 'board', level: 'read', why: 'Judges the strategy by its figures, never by a record' },
        { role: 'governance', level: 'read', why: 'Answers for what is published' },
      ],
    },
    {
      kind: 'tensions',
      words: 'Low-level reports about places, groups and things online. They name nobody, and expire.',
      collection: tensions,
      tables: ['tension', 'tension_event'],
      roles: (['analyst', 'police-analyst', 'intelligence-lead'] as const).map(role => ({
        role,
        level: 'read' as const,
        why: 'Reads early signs across the partnership',
      })),
    },
    {
      kind: 'tensions for the Tactical group only',
      words: 'Reports whose reporter said that knowing them could put someone at risk.',
      collection: tacticalTensions,
      tables: ['tension', 'tension_event'],
      roles: [{ role: 'intelligence-lead', level: 'read', why: 'Keeps the picture for the Tactical group' }],
    },
  ],
  nextSteps: [{ from: 'my day', text: 'Report a tension', href: () => '/tensions/report', roles: everyRole }],
}
