/** The parts of the system that act without a person, each with a database role and grants of its own. */
export const systemActors = {
  anonymous: '00000000-0000-8000-8000-000000000001',
  'sign-in': '00000000-0000-8000-8000-000000000002',
  sealer: '00000000-0000-8000-8000-000000000003',
  retention: '00000000-0000-8000-8000-000000000004',
  matcher: '00000000-0000-8000-8000-000000000005',
  migrator: '00000000-0000-8000-8000-000000000006',
  worker: '00000000-0000-8000-8000-000000000007',
} as const

export type SystemActor = keyof typeof systemActors

/** The database role that a system actor becomes. */
export function roleOf(name: SystemActor): string {
  return `breakwater_${name.replace('-', '_')}`
}

/** Someone signed in: who, and in which session. Agency and roles are looked up, never carried. */
export type Actor = { readonly id: string; readonly session: string | undefined }
