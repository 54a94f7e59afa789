import type { Module } from '#platform/module'

export const meetings: Module = {
  name: 'meetings',
}
