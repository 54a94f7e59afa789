import type { Module } from '#platform/module'

export const interventions: Module = {
  name: 'interventions',
}
