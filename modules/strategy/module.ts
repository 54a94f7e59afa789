import type { Module } from '#platform/module'

export const strategy: Module = {
  name: 'strategy',
}
