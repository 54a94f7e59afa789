import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { users } from '#example'
import { modules } from '#modules'
import type { Page } from '#platform/module'
import { Client } from './harness/client.ts'
import { walk } from './harness/walk.ts'

const pages = modules.flatMap(({ pages: offered }) => offered ?? [])
const gets = pages.filter(({ method }) => method === 'get')
const plain = gets.filter(({ path }) => !path.includes(':'))
const isOpen = ({ as }: Page): boolean => as !== undefined && as !== 'signed-in'

/** Signed in, each of the invented people in turn. */
async function* everyone(origin: string): AsyncGenerator<{ user: (typeof users)[number]; client: Client }> {
  for (const user of users) {
    const client = new Client(origin)
    await client.signIn(user.key)
    yield { user, client }
  }
}

function mayOpen({ roles }: Page, user: (typeof users)[number]): boolean {
  return roles === undefined || user.roles.some(role => roles.includes(role))
}

walk('every person gets the pages of their role, and is told so where a page is not theirs', async (_, { origin }) => {
  const wrong: string[] = []
  for await (const { user, client } of everyone(origin)) {
    for (const page of plain) {
      const { status } = await client.get(page.path)
      const right = mayOpen(page, user) ? [200, 303, 404].includes(status) : status === 403
      if (!right) wrong.push(`${user.key} got ${status} from ${page.path}`)
    }
  }
  assert.deepEqual(wrong, [])
})

walk('an address that names no record is not found, whatever stands in it', async (_, { origin }) => {
  const names = [randomUUID(), 'nonsense', '%00', "'%20or%201=1--", '..%2f..%2fetc%2fpasswd', '%E0%A4%A']
  const addresses = (forPrograms: boolean): string[] =>
    gets
      .filter(({ path, as }) => path.includes(':') && (as === 'token') === forPrograms)
      .flatMap(({ path }) => names.map(name => path.replace(/:\w+/g, name)))
  assert.deepEqual(await answersOutside([303, 400, 403, 404, 422], addresses(false), origin), [])
  // A person's session is nothing where a program's token is asked for: 401, but for an address that cannot be read.
  assert.deepEqual(await answersOutside([400, 401, 404], addresses(true), origin), [])
})

walk('a page that is asked with nonsense still answers', async (_, { origin }) => {
  const questions = ['q', 'before', 'area', 'other', 'back', 'next', 'from', 'to', 'kind', 'month', 'source']
  const addresses = plain.flatMap(({ path }) =>
    ['ab%00cd', 'nonsense', "'%20or%201=1--"].map(text => `${path}?${questions.map(it => `${it}=${text}`).join('&')}`),
  )
  assert.deepEqual(await answersOutside([200, 303, 400, 403, 404, 422], addresses, origin), [])
})

walk('words that no database can keep are refused or kept, and never a fault of ours', async (_, { origin }) => {
  const client = new Client(origin)
  await client.signIn('teacher')
  const start = await client.submit('/tensions/report', '/tensions/report', {})
  const about = start.headers.get('location') ?? ''
  const { status } = await client.submit(about, about, { about: 'place' })
  assert.equal(status, 303)
  const where = about.replace(/about$/, 'where')
  const answer = await client.submit(where, where, { area: 'whole', place: 'Bus \u0000 station' })
  assert.ok([303, 422].includes(answer.status), `The answer was ${answer.status}.`)
})

async function answersOutside(
  expected: readonly number[],
  addresses: readonly string[],
  origin: string,
): Promise<string[]> {
  const wrong: string[] = []
  for (const key of ['analyst', 'teacher', 'governance-lead']) {
    const client = new Client(origin)
    await client.signIn(key)
    for (const address of addresses) {
      const { status } = await client.get(address)
      if (!expected.includes(status)) wrong.push(`${key} got ${status} from ${address}`)
    }
  }
  return wrong
}

walk('without signing in, open pages answer and all others lead to the sign-in page', async (_, { origin }) => {
  const wrong: string[] = []
  for (const page of plain) {
    const answer = await new Client(origin).get(page.path)
    const leadsToSignIn = answer.status === 303 && answer.headers.get('location')?.startsWith('/sign-in') === true
    const right = isOpen(page) ? [200, 303, 404].includes(answer.status) : leadsToSignIn
    if (!right) wrong.push(`${page.path} answered ${answer.status}`)
  }
  assert.deepEqual(wrong, [])
})

walk('a form that did not come from our page is refused, signed in or not', async (_, { origin }) => {
  const wrong: string[] = []
  const analyst = new Client(origin)
  await analyst.signIn('analyst')
  for (const { path } of pages.filter(({ method }) => method === 'post')) {
    const address = path.replace(/:\w+/g, randomUUID())
    for (const client of [new Client(origin), analyst]) {
      const { status } = await client.post(address, { user: 'analyst' })
      if (![401, 403, 404, 422].includes(status)) wrong.push(`${address} answered ${status}`)
    }
  }
  assert.deepEqual(wrong, [])
})

walk(
  'every page is whole: one heading, no errors, nothing that axe finds, and it fits on a phone',
  async (visitor, { origin }) => {
    const seen = new Set<string>()
    for await (const { user, client } of everyone(origin)) {
      const paths: string[] = []
      for (const { path } of plain) {
        if (seen.has(path)) continue
        const answer = await client.get(path)
        if (answer.status !== 200 || answer.headers.get('content-type')?.startsWith('text/html') !== true) continue
        seen.add(path)
        paths.push(path)
      }
      if (paths.length > 0) await visitor.signIn(user.key)
      for (const path of paths) await visitor.open(path)
    }
    assert.ok(seen.size >= 15, `Only ${seen.size} pages were looked at.`)
  },
)
