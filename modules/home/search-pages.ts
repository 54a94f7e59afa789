import { z } from 'zod'
import { formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Module, type Page, type SearchHit, type Visit, view } from '#platform/module'
import { secretsOf } from '#platform/secrets'
import { recordOf } from './day-rules.ts'

const purpose = 'search'
const form = z.object({
  words: z
    .string('Enter what you look for')
    .trim()
    .min(2, 'Enter what you look for: two letters or more')
    .max(200, 'Use 200 characters or fewer'),
})

/** One search over what every module offers. Words are sent in the body: they may be names, and no address holds one. */
export function searchPages(offering: readonly Module[]): readonly Page[] {
  return [
    { method: 'get', path: '/search', purpose, handle: async () => searchPage({}) },
    { method: 'post', path: '/search', purpose, handle: async visit => search(visit, offering) },
  ]
}

const searchPage = (data: Readonly<Record<string, unknown>>, status = 200): Answer =>
  view('home/views/search.njk', { title: 'Search', marking: 'OFFICIAL-SENSITIVE', ...data }, status)

async function search(visit: Visit, offering: readonly Module[]): Promise<Answer> {
  const parsed = parseForm(form, visit.body)
  if (!parsed.ok) return searchPage({ answers: visit.body, errors: formErrors(parsed.errors) }, 422)
  const hits: SearchHit[] = []
  for (const { search: offer } of offering)
    hits.push(...((await offer?.(visit.tx, parsed.value.words, secretsOf(visit.config))) ?? []))
  await recordHits(visit, hits)
  const groups = [...Map.groupBy(hits, ({ kind }) => kind)].map(([kind, of]) => ({ kind, hits: of }))
  return searchPage({ answers: visit.body, searched: true, count: hits.length, groups })
}

// As in the search for people: that somebody searched, and each record that was shown; never the words.
async function recordHits({ tx }: Visit, hits: readonly SearchHit[]): Promise<void> {
  const shown = hits.flatMap(({ kind, href }) => {
    const subject = recordOf(href)
    return subject === undefined ? [] : [{ action: 'read', kind: `${kind} in a list`, subject } as const]
  })
  await record(tx, { action: 'search', kind: 'everything', detail: { shown: hits.length } }, ...shown)
}
