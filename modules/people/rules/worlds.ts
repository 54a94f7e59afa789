/**
 * The four worlds of records about people. Each has its own access rows, and nobody's role opens support and disruption
 * both. Whether somebody is known is answered from the support world alone.
 */
export const worlds = {
  support: 'Someone we help',
  'victim-service': 'Someone a victims’ service helps',
  refuge: 'Someone in a refuge (always sealed)',
  disruption: 'Someone in a disruption plan',
} as const

export type World = keyof typeof worlds

const helpers = ['referrer', 'practitioner', 'coordinator'] as const

/** The roles whose work is with records of each world, and what they may do there. */
export const worldRoles: Readonly<Record<World, readonly { role: string; level: 'read' | 'write'; why: string }[]>> = {
  support: [
    ...helpers.map(role => ({ role, level: 'write' as const, why: 'Gives help, with the records of their own team' })),
    { role: 'chair', level: 'read', why: 'Reads the records that come before a meeting' },
    { role: 'governance', level: 'read', why: 'Answers a person who asks what is held about them' },
  ],
  'victim-service': [
    ...helpers.map(role => ({
      role,
      level: 'write' as const,
      why: 'Gives help, where they work for a victims’ service',
    })),
    { role: 'governance', level: 'read', why: 'Answers a person who asks what is held about them' },
  ],
  refuge: helpers.map(role => ({ role, level: 'write' as const, why: 'Gives help, where they work for a refuge' })),
  disruption: [
    { role: 'intelligence-lead', level: 'write', why: 'Keeps the disruption plan, apart from those who help' },
  ],
}

/** The worlds in which somebody with these roles may make a record. */
export function worldsOf(roles: readonly string[]): World[] {
  const every: readonly World[] = ['support', 'victim-service', 'refuge', 'disruption']
  return every.filter(world => worldRoles[world].some(({ role, level }) => level === 'write' && roles.includes(role)))
}

/** The team of the agency that gets a record of this world. */
export function teamOf(world: World): 'people' | 'intelligence' {
  return world === 'disruption' ? 'intelligence' : 'people'
}

/** A refuge's whole team opens its sealed records. Elsewhere only whoever sealed one does. */
export function teamOpensSealed(world: World): boolean {
  return world === 'refuge'
}
