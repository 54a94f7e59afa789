import type { Module } from '#platform/module'

export { type Programme, programmeById, programmes } from './store.ts'

export const interventions: Module = {
  name: 'interventions',
}
