import type { Module } from '#platform/module'

export const actions: Module = {
  name: 'actions',
}
