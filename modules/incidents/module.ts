import { everyRole, isAnalyst } from '#modules/agencies'
import type { ImportKind } from '#platform/imports'
import type { Module } from '#platform/module'
import { hospitalAssaults, openIncidents, partnerIncidents, tensions } from './collections.ts'
import { describeHeader } from './files/index.ts'
import { datedImport } from './imports/dated.ts'
import { hospitalImport } from './imports/hospital.ts'
import { policeStreetImport } from './imports/police-street.ts'
import { tensionPages } from './pages/tensions.ts'
import { yearlyCounts } from './store/yearly.ts'

export { incidentTotal } from './store/incidents.ts'
export { addTension as reportTension, tensionCount } from './store/tensions.ts'

/** The imports that the synthetic county goes in by. */
export const incidentImports = { dated: datedImport as ImportKind, hospital: hospitalImport as ImportKind }

export const incidents: Module = {
  name: 'incidents',
  pages: [...tensionPages],
  navigation: [
    { text: 'Report a tension', href: '/tensions/report' },
    { text: 'Tensions', href: '/tensions' },
  ],
  imports: [policeStreetImport, datedImport, hospitalImport] as readonly ImportKind[],
  nameFile: describeHeader,
  indicators: yearlyCounts,
  policy: [
    {
      kind: 'open incidents',
      words: 'Street-level crime that the police publish for anyone, by month and small area.',
      collection: openIncidents,
      tables: ['incident', 'incident_count', 'incident_hour_count'],
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
      tables: ['incident', 'incident_count', 'incident_hour_count'],
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
      tables: ['incident', 'incident_count', 'incident_hour_count'],
      roles: [
        { role: 'analyst', level: 'write', why: 'Imports and analyses partners\u2019 data' },
        { role: 'police-analyst', level: 'write', why: 'Imports and analyses partners\u2019 data' },
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
  ],
  tasks: async (_, who) =>
    who.roles.includes('referrer')
      ? [
          {
            text: 'Report a tension',
            href: '/tensions/report',
            detail: 'A place, a group or something online. Two minutes, no names.',
          },
        ]
      : [],
}
