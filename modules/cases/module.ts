import type { Module } from '#platform/module'

export const cases: Module = {
  name: 'cases',
}
