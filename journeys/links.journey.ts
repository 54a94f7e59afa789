import assert from 'node:assert/strict'
import { users } from '#example'
import { Client } from './harness/client.ts'
import { walk } from './harness/walk.ts'

// Addresses of one kind differ by the record, the area, the number or the answer that stands in them.
const parts = [/[0-9a-f]{8}-[0-9a-f-]{27}/g, /=[^&]*/g, /\b[EX]\d{8}\b/g, /\/\d+/g, /\b[a-z]{2,4}\.[\w-]+/g]
const kindOf = (address: string): string => parts.reduce((kind, part) => kind.replace(part, '*'), address)

/** The addresses of this site that a page leads to. */
function linksOf(html: string, page: string): string[] {
  return [...html.matchAll(/href="([/?][^"#]*)/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&').replaceAll('&#39;', "'"))
    .map(href => (href.startsWith('?') ? page.replace(/\?.*/, '') + href : href))
    .filter(href => !/^\/(?:assets|sign-out)/.test(href))
}

walk(
  'no page shows a link that its reader is refused, or that leads nowhere',
  async (_, { origin }) => {
    // One of each kind, by at most three people: what a list holds depends on who reads it. These three are shown the most.
    const readers = new Map<string, number>()
    const wrong: string[] = []
    for (const key of new Set(['coordinator', 'analyst', 'youth-worker', ...users.map(user => user.key)])) {
      const client = new Client(origin)
      await client.signIn(key)
      const waiting = ['/']
      const met = new Set(waiting)
      for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
        const answer = await client.get(page)
        if (answer.status >= 400) wrong.push(`${key} got ${answer.status} from ${page}`)
        const html = answer.headers.get('content-type')?.startsWith('text/html') === true ? await answer.text() : ''
        for (const link of [...linksOf(html, page), answer.headers.get('location') ?? '/']) {
          const kind = kindOf(link)
          const before = readers.get(kind) ?? 0
          if (met.has(kind) || before === 3) continue
          met.add(kind)
          readers.set(kind, before + 1)
          waiting.push(link)
        }
      }
    }
    assert.deepEqual(wrong, [])
    assert.ok(readers.size > 150, `Only ${readers.size} kinds of address were opened.`)
  },
  { longest: 180_000 },
)
