import type { Module } from '#platform/module'

export { type Case, caseById, casesOf } from './store/files.ts'

/** Somebody is helped: the case, its team, plan, sessions, reviews and outcome. */
export const cases: Module = {
  name: 'cases',
}
