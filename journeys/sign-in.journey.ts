import assert from 'node:assert/strict'
import { walk } from './harness/walk.ts'

walk('someone who follows a link is asked who they are, comes to that page, and can sign out', async visitor => {
  await visitor.open('/agencies/groups')
  assert.equal(visitor.path, '/sign-in?back=%2Fagencies%2Fgroups')
  await visitor.press('Sign in', 422)
  await visitor.reads('Choose who to sign in as')
  await visitor.tab.locator('input[name="user"][value="chair"]').check()
  await visitor.press('Sign in')
  assert.equal(visitor.path, '/agencies/groups')
  await visitor.goBy(visitor.tab.getByRole('button', { name: 'Sign out' }))
  assert.equal(visitor.path, '/sign-in')
  await visitor.open('/agencies/groups')
  assert.equal(visitor.path, '/sign-in?back=%2Fagencies%2Fgroups')
})

walk('a link on the sign-in page cannot lead to another site', async visitor => {
  await visitor.open('/sign-in?back=//example.org/')
  await visitor.tab.locator('input[name="user"][value="chair"]').check()
  await visitor.press('Sign in')
  assert.equal(visitor.path, '/')
})
