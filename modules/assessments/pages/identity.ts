import { content } from '#modules/model'
import type { Transaction } from '#platform/database'
import { boxesOf } from '#platform/days'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { identityPicture } from '../drawing/identity.ts'
import { talkForm } from '../forms/identity.ts'
import {
  byDynamic,
  carersWhoSpoke,
  givenWords,
  inMyWords,
  type Reader,
  ratingWords,
  shownTo,
  shownWords,
  type Talk,
  type Voice,
  voiceWords,
} from '../rules/identity.ts'
import { addTalk, talksOf } from '../store/identity.ts'
import {
  backTo,
  contentNotes,
  fileFor,
  marking,
  reading,
  subjectOf,
  todayOf,
  workedFile,
  working,
  works,
} from './shared.ts'

const path = '/assessments/identity/:file'

export const identityPages: readonly Page[] = [
  { ...reading, method: 'get', path, handle: show },
  { ...working, method: 'get', path: `${path}/new`, handle: visit => addPage(visit, []) },
  { ...working, method: 'post', path: `${path}/new`, handle: add },
]

const inPath = ({ params }: Visit): string => params['file'] ?? ''
const readers: Readonly<Record<string, Reader>> = { person: 'person', carer: 'carer' }

const sheetTitles: Readonly<Record<Reader, string>> = {
  team: 'Identity',
  person: 'Identity, to look at with the young person',
  carer: 'Identity, to look at with a parent or carer',
}

async function dynamicsOf(tx: Transaction) {
  return (await content(tx, 'identityDynamics')).map(({ id, name, meaning }) => ({
    ...{ id, name, asked: meaning },
    meaning: inMyWords[id] ?? meaning,
  }))
}

/** The whole for the team; or a sheet for one of the family, which leaves out what other voices did not agree to show. */
async function show(visit: Visit): Promise<Answer> {
  const { tx, config, query } = visit
  const file = await fileFor(tx, inPath(visit))
  const reader = readers[query['for'] ?? ''] ?? 'team'
  const { name } = await subjectOf(tx, file)
  const spoken = await talksOf(tx, file.file)
  const carer = reader === 'carer' ? carerAsked(visit, spoken) : undefined
  const whose = carer?.whose ?? ''
  const talks = shownTo(reader, spoken, whose)
  const dynamics = await dynamicsOf(tx)
  const laid = byDynamic(dynamics, talks).map((it, at) => ({ ...it, meaning: dynamics[at]?.meaning ?? '' }))
  await record(tx, {
    action: 'read',
    kind: 'identity',
    subject: file.file,
    detail: { for: reader, carer: carer?.id ?? null },
  })
  return view('assessments/views/identity.njk', {
    title: `${sheetTitles[reader]}${whose === '' ? '' : ` (${whose})`}: ${name}`,
    marking,
    back: reader === 'team' ? backTo(file) : { href: `/assessments/identity/${file.file}`, text: 'Identity' },
    file: file.file,
    ...{ reader, whose, carers: reader === 'team' ? carersWhoSpoke(spoken) : [] },
    picture: identityPicture(name, laid, config.demonstration),
    laid,
    talks: talks.map(it => talkShown(it, dynamics)),
    notes: reader === 'team' ? await contentNotes(tx, file.file) : [],
    works: await works(tx, file.file),
  })
}

/** The parent or carer for whom the sheet is, by the first talk of theirs; undefined where the address names none. */
function carerAsked({ query }: Visit, talks: readonly Talk[]): Talk | undefined {
  const asked = query['whose']
  if (asked === undefined) return undefined
  const talk = carersWhoSpoke(talks).find(({ id }) => id === asked)
  if (talk === undefined) throw new NotFound()
  return talk
}

function talkShown(it: Talk, dynamics: readonly { readonly id: string }[]) {
  const place = (dynamic: string): number => dynamics.findIndex(({ id }) => id === dynamic)
  const who = it.voice === 'carer' ? `${voiceWords.carer}: ${it.whose}` : voiceWords[it.voice]
  const answers = it.answers
    .map(each => ({ ...each, step: each.rating === null ? '' : ratingWords[each.rating] }))
    .sort((a, b) => place(a.dynamic) - place(b.dynamic))
  return { ...it, answers, who, given: givenWords[it.given], shown: shownWords(it) }
}

function voiceIn({ query }: Visit): Voice {
  const voice = (['person', 'worker', 'carer'] as const).find(it => it === query['voice'])
  if (voice === undefined) throw new NotFound()
  return voice
}

const titles: Readonly<Record<Voice, (name: string) => string>> = {
  person: name => `${name}’s own answers`,
  worker: name => `How you see ${name}`,
  carer: name => `What a parent or carer of ${name} says`,
}

async function addPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { tx } = visit
  const voice = voiceIn(visit)
  const file = await workedFile(tx, inPath(visit))
  const { name } = await subjectOf(tx, file)
  await record(tx, { action: 'read', kind: 'assessment file', subject: file.file })
  const data = {
    title: titles[voice](name),
    marking,
    back: { href: `/assessments/identity/${file.file}`, text: 'Identity' },
    ...{ file: file.file, voice, givenWords, ratingWords },
    dynamics: await dynamicsOf(tx),
    answers: errors.length > 0 ? visit.body : boxesOf('held', todayOf(visit)),
    errors: formErrors(errors),
  }
  return view('assessments/views/identity-new.njk', data, errors.length > 0 ? 422 : 200)
}

async function add(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const voice = voiceIn(visit)
  const file = await workedFile(tx, inPath(visit))
  const { _csrf, ...body } = visit.body
  const parsed = parseForm(talkForm(voice, await dynamicsOf(tx), todayOf(visit)), body)
  if (!parsed.ok) return addPage(visit, parsed.errors)
  await addTalk(tx, file.file, parsed.value, now)
  return redirect(`/assessments/identity/${file.file}`, 'Their words are kept as they said them.')
}
