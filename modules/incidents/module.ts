import type { Module } from '#platform/module'
import { tensions } from './collections.ts'
import { datedImport } from './imports/dated.ts'
import { hospitalImport } from './imports/hospital.ts'
import { policeStreetImport } from './imports/police-street.ts'
import { tensionPages } from './pages/tensions.ts'

export const incidents: Module = {
  name: 'incidents',
  pages: [...tensionPages],
  navigation: [
    { text: 'Report a tension', href: '/tensions/report' },
    { text: 'Tensions', href: '/tensions' },
  ],
  imports: [policeStreetImport, datedImport, hospitalImport],
  policy: [
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
