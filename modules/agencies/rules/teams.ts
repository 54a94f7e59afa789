/** An agency's teams. Its board members, analysts and administrators belong to the agency and to no team. */
export type Team = 'people' | 'intelligence'

const teamRoles: Readonly<Record<Team, readonly string[]>> = {
  people: ['referrer', 'practitioner', 'coordinator'],
  intelligence: ['intelligence-lead'],
}

const everyTeam: readonly Team[] = ['people', 'intelligence']

/** The teams of their agency that somebody with these roles belongs to. */
export function teamsFor(roles: readonly string[]): Team[] {
  return everyTeam.filter(team => teamRoles[team].some(role => roles.includes(role)))
}
