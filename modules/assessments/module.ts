import type { Module } from '#platform/module'

export const assessments: Module = {
  name: 'assessments',
}
