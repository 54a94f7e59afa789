import type { Module } from '#platform/module'

export const conflicts: Module = {
  name: 'conflicts',
}
