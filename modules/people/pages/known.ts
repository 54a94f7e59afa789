import { KnownError } from '#platform/errors'
import { parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { deskForm, knownForm, purposes } from '../forms/records.ts'
import { waitBeforeAsking } from '../rules/openings.ts'
import { wordsAsked } from '../rules/tokens.ts'
import { askWhoKnows, everyDesk, questionsSince, saveDesk } from '../store/known.ts'
import { tokenOf } from '../tokens.ts'
import { again, askingRoles, purpose, secretsIn, todayOf } from './shared.ts'

const asking = { purpose: 'known-to-another-agency', roles: askingRoles }
const keeping = { purpose: 'duty-desks', roles: ['administrator'] }

export const knownPages: readonly Page[] = [
  { ...asking, method: 'get', path: '/people/known', handle: async () => view('people/views/known.njk', knownPage) },
  { ...asking, method: 'post', path: '/people/known', handle: ask },
  {
    method: 'get',
    path: '/duty-desks',
    purpose,
    handle: async visit => view('people/views/desks.njk', await desksPage(visit)),
  },
  { ...keeping, method: 'post', path: '/duty-desks', handle: changeDesk },
]

const knownPage = {
  title: 'Does another agency know this person?',
  choices: Object.entries(purposes).map(([value, text]) => ({ value, text })),
}

/** Says whom to ring, and nothing else: not how many records, nor of what kind, nor whether there is a hidden one. */
async function ask(visit: Visit): Promise<Answer> {
  const parsed = parseForm(knownForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return again('known.njk', visit, knownPage, parsed)
  const { tx, actor, now } = visit
  const since = new Date(now.getTime() - 3_600_000)
  const wait = waitBeforeAsking(await questionsSince(tx, actor.id, since), now)
  if (wait > 0)
    throw new KnownError('too-many', `You have asked often in the last hour. Ask again in ${minutes(wait)}.`)
  const { question, purpose: aim, why } = parsed.value
  const token = tokenOf(secretsIn(visit), wordsAsked(question))
  const by = question.by === 'name' ? 'full name and date of birth' : question.identifier.scheme
  const desks = await askWhoKnows(tx, { token, by, why: `${purposes[aim]}: ${why}`, actor: actor.id, now })
  return view('people/views/known-answer.njk', { title: 'Whom to ring', desks })
}

function minutes(wait: number): string {
  const count = Math.ceil(wait / 60_000)
  return count === 1 ? '1 minute' : `${count} minutes`
}

async function desksPage({ tx, who }: Visit): Promise<Readonly<Record<string, unknown>>> {
  return { title: 'Duty desks', desks: await everyDesk(tx), mayChange: who?.roles.includes('administrator') === true }
}

async function changeDesk(visit: Visit): Promise<Answer> {
  const parsed = parseForm(deskForm, visit.body)
  if (!parsed.ok) return again('desks.njk', visit, await desksPage(visit), parsed)
  const desks = await everyDesk(visit.tx)
  if (!desks.some(({ agency }) => agency === parsed.value.agency)) {
    const errors = [{ field: 'agency', message: 'Choose an agency' }]
    return again('desks.njk', visit, await desksPage(visit), { ok: false, errors })
  }
  await saveDesk(visit.tx, parsed.value, visit.now)
  return redirect('/duty-desks', 'The desk was saved.')
}
