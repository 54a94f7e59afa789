import type { Module } from '#platform/module'

export { type ActionShown, actionsAbout, actionsById } from './shown.ts'
export { type About, type NewAction, proposeAction } from './store.ts'

export const actions: Module = {
  name: 'actions',
}
