import { content as pack } from '#modules/model'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { PersonalDataSection } from '#platform/module'
import { happenedWords, whyInWords } from './pages/happened.ts'
import { bornInWords, kindsInWords, toldName } from './pages/shared.ts'
import { momentInWords } from './pages/told.ts'
import { urgencies } from './rules/clocks.ts'
import { goingSaid } from './rules/going.ts'
import { isOutcome, outcomes } from './rules/outcomes.ts'
import { referenceOf } from './rules/titles.ts'
import { aloneWords, choices, wordsFor } from './rules/words.ts'
import { goingOf } from './store/going.ts'
import { loadReferral, type Referral } from './store/referrals.ts'
import {
  type Content,
  contentsOf,
  earlierOf,
  eventsOf,
  type Fact,
  factsOf,
  fairnessOf,
  referralsAbout,
  type Said,
} from './store/triage.ts'

type Row = Readonly<Record<string, string>>

// Each of these waits until somebody has read it: words that were written freely may name others, or say who told.
const reasons = {
  others: 'Somebody else’s words, or their identity. Look whether it can be shown without harm to them.',
  free: 'Written freely: it may name somebody else, or say who told of it. Read it first.',
  sorting:
    'How it was sorted: notes, grounds of MARAC and what was told to child protection. It may name others, and could put somebody in danger. Read it first.',
  safety:
    'Who must not know, and how to reach them safely. Shown to the wrong eyes it could put somebody in danger. Read it first.',
} as const

/** What the referrals about a person hold, for whoever may read them. */
export async function personalData(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  const sections: PersonalDataSection[] = []
  for (const id of await referralsAbout(tx, person)) sections.push(...(await dataOf(tx, id)))
  return sections.filter(({ rows }) => rows.length > 0)
}

async function dataOf(tx: Transaction, id: string): Promise<PersonalDataSection[]> {
  const referral = await loadReferral(tx, id)
  const it = (await contentsOf(tx, [id])).get(id)
  if (referral === undefined || it === undefined) return []
  const section = (name: string, rows: readonly Row[], withhold: string): PersonalDataSection => ({
    ...{ heading: `Referral ${referenceOf(id)}: ${name}`, rows, withhold },
  })
  const asked = [{ Name: referral.maker_name, Organisation: referral.agency_name }]
  return [
    { heading: `Referral ${referenceOf(id)}`, rows: [await toldRow(tx, referral, it)] },
    section('who asked for help', asked, reasons.others),
    section('in words that were written freely', filled(freeRow(it)), reasons.free),
    section('how to reach them', filled(reachRow(it)), reasons.safety),
    ...factSections(await factsOf(tx, id), section),
    ...(await earlierSections(tx, referral, section)),
    section('what happened to it', await happenedIn(tx, id), reasons.sorting),
    section('who went to them', await wentRows(tx, id), reasons.others),
    ...(await fairnessSection(tx, id)),
  ]
}

/** What was chosen from lists, and their own words: about nobody but them. */
async function toldRow(tx: Transaction, referral: Referral, it: Content): Promise<Row> {
  const names = new Map((await pack(tx, 'kinds')).map(({ id, name }) => [id, name]))
  const [happened = '', when = ''] = momentInWords(it)
  const soon: Readonly<Record<string, { words: string }>> = urgencies
  return {
    'Made on': ukDay(referral.made_at),
    Name: toldName(it),
    Born: bornInWords(it),
    [aloneWords]: wordsFor('loneParent', it.lone_parent),
    'In their own words': it.own_words ?? wordsFor('noWords', it.no_words_why),
    'Kind of violence': kindsInWords(it.kinds, names),
    'How soon help was asked for': soon[it.urgency]?.words ?? '',
    'What happened': happened,
    When: when,
    'Their part in it': it.moment_roles.map(role => wordsFor('roles', role)).join('. '),
    'Agrees to get help': wordsFor('agrees', it.agrees),
    'Knows that we were told': wordsFor('informed', it.informed),
    'Why the law allowed it': wordsFor('basis', it.basis),
  }
}

const freeRow = (it: Content): Row => ({
  'Going well': it.strengths ?? '',
  'What happened, in words': it.moment_words ?? '',
  'Why help was asked for all the same': it.agrees_why ?? '',
  'Why they were not told, or when they will be': it.informed_why ?? '',
})

const reachRow = (it: Content): Row => ({
  'Getting in touch': wordsFor('reachSafety', it.reach_safety),
  How: it.reach_how ?? '',
  'Leaving a message': wordsFor('reachMessage', it.reach_message),
  'Must not know': it.must_not_know ?? '',
})

/** The row, or nothing where each of its parts is empty. */
const filled = (row: Row): Row[] => (Object.values(row).some(Boolean) ? [row] : [])

type Section = (name: string, rows: readonly Row[], withhold: string) => PersonalDataSection

function factSections(facts: readonly Fact[], section: Section): PersonalDataSection[] {
  const rows = (others: boolean): Row[] =>
    facts
      .filter(({ standing }) => (standing === 'third party') === others)
      .map(({ standing, words }) => ({ Standing: choices.standing[standing], Words: words }))
  return [
    section('what was known or thought', rows(false), reasons.free),
    section('what somebody else told', rows(true), reasons.others),
  ]
}

/** What was written before more was added, as what is written now: all of it has to be read before it is handed over. */
async function earlierSections(tx: Transaction, referral: Referral, section: Section): Promise<PersonalDataSection[]> {
  const sections: PersonalDataSection[] = []
  for (const { content, facts, replaced_at } of await earlierOf(tx, referral.id)) {
    const it = { ...content, referral: referral.id }
    const before: Section = (name, rows, withhold) =>
      section(`written before ${ukDay(replaced_at)}: ${name}`, rows, withhold)
    sections.push(
      before('what was asked', [await toldRow(tx, referral, it), ...filled(freeRow(it))], reasons.free),
      before('how to reach them', filled(reachRow(it)), reasons.safety),
      ...factSections(facts, before),
    )
  }
  return sections
}

async function happenedIn(tx: Transaction, id: string): Promise<Row[]> {
  const prompts = new Map((await pack(tx, 'seriousnessPrompts')).map(({ id: key, prompt }) => [key, prompt]))
  return (await eventsOf(tx, id)).map(it => eventRow(it, prompts))
}

function eventRow(it: Said, prompts: ReadonlyMap<string, string>): Row {
  const words = isOutcome(it.what) ? outcomes[it.what].words : prompts.get(it.what)
  const meant = [happenedWords[it.event], words].filter(Boolean).join(': ')
  return { When: ukDay(it.at), What: meant, Why: whyInWords(it) }
}

async function wentRows(tx: Transaction, id: string): Promise<Row[]> {
  const going = await goingOf(tx, id)
  if (going === undefined) return []
  return [
    { Who: going.goer_name ?? '', 'What they should know': going.words, 'What came of it': goingSaid(going) ?? '' },
  ]
}

async function fairnessSection(tx: Transaction, id: string): Promise<PersonalDataSection[]> {
  const rows = (await fairnessOf(tx, id)).map(({ ethnicity, needs, care }) => ({
    ...{ Ethnicity: ethnicity, Needs: needs, Care: care },
  }))
  return rows.length === 0 ? [] : [{ heading: `Referral ${referenceOf(id)}: asked for equal treatment`, rows }]
}
