// Two quick presses of one button: the form is carried out once, on the embedded database and on a server.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { type Module, redirect, view } from '../module.ts'
import { openSite, type Site } from '../testing/site.ts'

const blank = { title: 'A form', rows: [], action: '/x', button: 'Go' }
const people = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as const
let carriedOut: string[] = []
// What a form named "holds" waits for before it is done.
let held: Promise<void> = Promise.resolve()
const page = { purpose: 'my-day' } as const
const entrance = { as: 'sign-in', purpose: 'sign-in', path: '/sign-in' } as const

const probe: Module = {
  name: 'probe',
  identify: async (_, id) => ({ id, name: 'A Person', jobTitle: '', agency: 'An agency', roles: [] }),
  pages: [
    { ...entrance, method: 'get', handle: async () => view('check-answers.njk', blank) },
    {
      ...entrance,
      method: 'post',
      handle: async ({ body }) => ({ kind: 'redirect', to: '/', signIn: people[body['user'] === 'one' ? 0 : 1] }),
    },
    { ...page, method: 'get', path: '/', handle: async () => view('check-answers.njk', blank) },
    {
      ...page,
      method: 'post',
      path: '/x',
      handle: async ({ body }) => {
        const words = String(body['words'])
        carriedOut.push(words)
        if (words === 'fails') throw new Error('a fault')
        if (words === 'holds') await held
        return words === 'mistaken' ? view('check-answers.njk', blank) : redirect(`/${words}/${carriedOut.length}`)
      },
    },
    {
      ...page,
      method: 'post',
      path: '/files',
      accepts: 'files',
      handle: async ({ uploads }) => redirect(`/sent/${carriedOut.push(uploads.map(({ name }) => name).join())}`),
    },
  ],
}

describe('a form that is sent twice', () => {
  let site: Site
  let ahead = 0
  before(async () => {
    const clock = { now: () => new Date(Date.now() + ahead) }
    site = await openSite({ modules: [probe], fill: async () => {}, clock })
  })
  after(() => site.close())
  beforeEach(() => {
    carriedOut = []
  })

  type Press = (words: string) => Promise<LightMyRequestResponse>
  /** A page as one browser shows it: each press of its button sends what it holds, as it is. */
  async function shown(key: string): Promise<Press> {
    const person = await site.as(key)
    const token = /name="_csrf" value="([^"]*)"/.exec((await person.get('/')).body)?.[1] ?? ''
    const type = 'application/x-www-form-urlencoded'
    return words => person.send('/x', Buffer.from(new URLSearchParams({ _csrf: token, words }).toString()), type)
  }
  /** The same with one file, as a browser sends it. */
  async function shownForFiles(
    key: string,
  ): Promise<(name: string, content: string) => Promise<LightMyRequestResponse>> {
    const person = await site.as(key)
    const token = /name="_csrf" value="([^"]*)"/.exec((await person.get('/')).body)?.[1] ?? ''
    const part = (head: string, content: string): string =>
      `--border\r\ncontent-disposition: form-data; ${head}\r\n\r\n${content}\r\n`
    return (name, content) => {
      const parts = [part('name="_csrf"', token), part(`name="file"; filename="${name}"`, content), '--border--\r\n']
      return person.send('/files', Buffer.from(parts.join('')), 'multipart/form-data; boundary=border')
    }
  }
  const led = (answers: readonly LightMyRequestResponse[]): unknown[] => answers.map(({ headers }) => headers.location)

  test('by two presses at once: it is carried out once, and both lead to the same page', async () => {
    const press = await shown('one')
    assert.deepEqual(led(await Promise.all([press('once'), press('once')])), ['/once/1', '/once/1'])
    assert.deepEqual(carriedOut, ['once'])
  })

  test('by two presses one after the other: once', async () => {
    const press = await shown('one')
    assert.deepEqual(led([await press('again'), await press('again')]), ['/again/1', '/again/1'])
  })

  test('with other words, or from a page that was opened anew, it is another form', async () => {
    const press = await shown('one')
    await press('a')
    await press('b')
    await (await shown('one'))('a')
    assert.deepEqual(carriedOut, ['a', 'b', 'a'])
  })

  test('with a mistake in it, it is answered each time: nothing was kept', async () => {
    const press = await shown('one')
    assert.deepEqual([(await press('mistaken')).statusCode, (await press('mistaken')).statusCode], [200, 200])
    assert.deepEqual(carriedOut, ['mistaken', 'mistaken'])
  })

  test('after a fault of ours it may be sent again', async () => {
    const press = await shown('one')
    assert.deepEqual([(await press('fails')).statusCode, (await press('fails')).statusCode], [500, 500])
    assert.equal(carriedOut.length, 2)
  })

  test('half a minute later it was meant: it is carried out again', async () => {
    const press = await shown('one')
    await press('meant')
    ahead = 30_000
    assert.deepEqual(led([await press('meant')]), ['/meant/2'])
  })

  test('what one person sent says nothing to another', async () => {
    await (await shown('one'))('mine')
    assert.deepEqual(led([await (await shown('two'))('mine')]), ['/mine/2'])
  })

  test('with the same file it is carried out once; another name or other content is another form', async () => {
    const press = await shownForFiles('one')
    assert.deepEqual(led([await press('a.csv', 'x,y'), await press('a.csv', 'x,y')]), ['/sent/1', '/sent/1'])
    assert.deepEqual(led([await press('b.csv', 'x,y'), await press('a.csv', 'x,z')]), ['/sent/2', '/sent/3'])
  })

  // The embedded database does one thing after another.
  const onServer = process.env['DATABASE_URL'] !== undefined
  test('while one form of theirs takes its time, another goes through', {
    skip: !onServer,
    timeout: 20_000,
  }, async () => {
    const [slow, quick] = [await shown('one'), await shown('one')]
    await slow('before')
    ahead += 30_000
    let release = (): void => {}
    held = new Promise(resolve => {
      release = resolve
    })
    const first = slow('holds')
    while (!carriedOut.includes('holds')) await new Promise(resolve => setTimeout(resolve, 5))
    try {
      assert.deepEqual(led([await quick('quick')]), ['/quick/3'])
    } finally {
      release()
    }
    assert.deepEqual(led([await first]), ['/holds/3'])
  })
})
