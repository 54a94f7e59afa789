import { colleagues } from '#modules/agencies'
import { content as pack } from '#modules/model'
import type { Visit } from '#platform/module'
import { longDate, sentence } from '#platform/views'
import { clockWords } from '../rules/clocks.ts'
import { isOutcome, outcomes } from '../rules/outcomes.ts'
import { reasonInWords } from '../rules/reasons.ts'
import { isRoute, routeOf } from '../rules/routes.ts'
import { referenceOf } from '../rules/titles.ts'
import type { Said } from '../store/triage.ts'

/** What happened to a referral, in the words of a list. */
export const happenedWords: Readonly<Record<Said['event'], string>> = {
  sent: 'Received',
  'added to': 'More was added',
  withdrawn: 'Withdrawn',
  returned: 'Returned for more',
  answered: 'Read and decided about: closed for whoever asked',
  reopened: 'Opened again',
  clock: 'Clock set',
  matched: 'Record found',
  weighed: 'Weighed',
  decided: 'Decided',
  'case opened': 'A case was opened',
  noted: 'Note',
  assigned: 'Who sorts it',
  repeat: 'A repeat of an earlier referral',
  'called back': 'The organisation was rung',
  told: 'Told',
  'came back': 'What came back',
  'transfer accepted': 'The other area accepts it',
  'transfer refused': 'The other area does not accept it',
  'not told': 'Not told after all',
  'group decided': 'A group has decided',
  released: 'Whoever asked was told',
}

/** Several things that were said, one after the other: each but a single one is a sentence. */
export function together(...parts: readonly string[]): string {
  const said = parts.filter(Boolean)
  return said.length < 2 ? said.join('') : said.map(sentence).join(' ')
}

type Named = ReadonlyMap<string, string>

/** What happened, in words: a decision by its outcome, a weighing by the Act's prompt, a body by its name. */
export async function happenedRows({ tx }: Visit, events: readonly Said[]) {
  const prompts: Named = new Map((await pack(tx, 'seriousnessPrompts')).map(({ id, prompt }) => [id, prompt]))
  const names: Named = events.some(({ event }) => event === 'assigned')
    ? new Map((await colleagues(tx)).map(({ id, name }) => [id, name]))
    : new Map()
  return events.map(it => ({
    at: it.at,
    text: [happenedWords[it.event], whatInWords(it, prompts, names)].filter(Boolean).join(': '),
    why: whyInWords(it),
    other:
      it.other === null ? undefined : { href: `/referrals/${it.other}`, text: `Referral ${referenceOf(it.other)}` },
    who: it.actor_name,
  }))
}

function whatInWords({ event, what }: Said, prompts: Named, names: Named): string {
  const clockNames: Readonly<Record<string, string>> = clockWords
  if (event === 'decided') return isOutcome(what) ? outcomes[what].words : what
  if (event === 'weighed') return prompts.get(what) ?? what
  if (event === 'told' || event === 'came back' || event === 'not told')
    return isRoute(what) ? routeOf(what).body : what
  if (event === 'assigned') return what === '' ? 'nobody' : (names.get(what) ?? 'somebody who left')
  if (event === 'called back') return callInWords(what)
  return event === 'clock' ? (clockNames[what] ?? what) : ''
}

function callInWords(what: string): string {
  if (what === 'not-reached') return 'nobody answered'
  return what === 'confirmed' ? 'it was theirs' : 'it was not theirs'
}

/** Why, with the grouped reason, the answer of a body, what a route asked, and by when an answer is needed. */
export const whyInWords = (it: Said): string => together(it.why, ...more(it))

function more({ event, what, reason, due, answers }: Said): string[] {
  if (event === 'came back' && isRoute(what))
    return [routeOf(what).answers[reason ?? ''] ?? '', decidedInWords(answers), answers?.['reference'] ?? '']
  if (event === 'told' && isRoute(what)) return answersInWords(what, answers)
  return [reasonInWords(reason ?? null), due == null ? '' : `Asked for by ${longDate(due)}`]
}

const decidedInWords = (answers: Said['answers']): string =>
  answers?.['decidedOn'] === undefined ? '' : `Decided on ${longDate(answers['decidedOn'])}`

function answersInWords(route: Parameters<typeof routeOf>[0], answers: Said['answers']): string[] {
  const asked = routeOf(route).fields.flatMap(({ name, label, choices, kind }) => {
    const value = answers?.[name]
    if (value === undefined) return []
    const shown = kind === 'day' ? longDate(value) : (choices?.[value] ?? value)
    return [`${label.replace(/ \(optional\)$/, '')} ${shown}`]
  })
  return [...asked, answers?.['reference'] === undefined ? '' : `Reference ${answers['reference']}`]
}
