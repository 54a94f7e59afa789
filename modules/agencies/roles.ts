/** The roles of the house (design.md section 1): what each comes for, in the words that the sign-in page shows. */
export const roles = {
  referrer: 'Referrer',
  practitioner: 'Practitioner',
  coordinator: 'Coordinator',
  chair: 'Chair',
  'intelligence-lead': 'Intelligence lead',
  'police-analyst': 'Police analyst',
  analyst: 'Analyst',
  board: 'Board member',
  governance: 'Information-governance lead',
  administrator: 'Administrator',
} as const

export type Role = keyof typeof roles

/** Whether a role imports and analyses data. */
export function isAnalyst(role: string): boolean {
  return role === 'analyst' || role === 'police-analyst'
}

/** What roles are called, in the order of the house. */
export function roleNames(keys: readonly string[]): string[] {
  return everyRole.filter(role => keys.includes(role)).map(role => roles[role])
}

/** Every role: for pages and records that all who sign in may use. */
export const everyRole = Object.keys(roles) as Role[]
