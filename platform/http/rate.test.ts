import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Module, type Page, view } from '../module.ts'
import { openSite, type Site } from '../testing/site.ts'

const form = { title: 'Sign in', rows: [], action: '/sign-in', button: 'Go' }
const page: Page = {
  method: 'get',
  path: '/sign-in',
  as: 'sign-in',
  purpose: 'sign-in',
  handle: async () => view('check-answers.njk', form),
}
const probe: Module = { name: 'probe', identify: async () => undefined, pages: [page] }

describe('a limit of 3 requests a minute, behind a proxy', () => {
  let site: Site
  before(async () => {
    site = await openSite({
      modules: [probe],
      fill: async () => {},
      environment: { RATE_LIMIT: '3', TRUST_PROXY: 'yes' },
    })
  })
  after(() => site.close())

  const statuses = async (...addresses: readonly string[]): Promise<number[]> => {
    const answers = []
    for (const address of addresses)
      answers.push(await site.app.inject({ url: '/sign-in', headers: { 'x-forwarded-for': address } }))
    return answers.map(({ statusCode }) => statusCode)
  }

  test('the fourth request from one address is refused, and another address is not', async () => {
    assert.deepEqual(
      await statuses('198.51.100.1', '198.51.100.1', '198.51.100.1', '198.51.100.1', '198.51.100.2'),
      [200, 200, 200, 429, 200],
    )
  })

  test('what a browser writes in front of the address that the proxy saw changes nothing', async () => {
    const forged = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'].map(made => `${made}, 198.51.100.7`)
    assert.deepEqual(await statuses(...forged), [200, 200, 200, 429])
  })
})
