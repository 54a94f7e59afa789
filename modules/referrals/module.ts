import type { Module } from '#platform/module'

export const referrals: Module = {
  name: 'referrals',
}
