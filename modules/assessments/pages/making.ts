import { content } from '#modules/model'
import { NotFound } from '#platform/errors'
import { begunDrafts, type Journey, journeyPages } from '#platform/journey'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import {
  type AssessmentAnswers,
  answersFrom,
  contextForm,
  dayWritten,
  findingsIn,
  viewForm,
  weightsIn,
  wholeAssessment,
  wordsForm,
} from '../forms/assessment.ts'
import { type Instrument, instrument } from '../instrument.ts'
import { type ContextKey, contextKeys, contextWords, stateWords, weightWords } from '../rules/contexts.ts'
import { byContext } from '../rules/findings.ts'
import { type Assessment, addAssessment, assessmentsOf, factorsOf, weightsOf } from '../store/assessments.ts'
import { filesAbout } from '../store/files.ts'
import { keepInstrument, usedInstruments } from '../store/instruments.ts'
import { alreadyTold } from '../told.ts'
import { backTo, fileFor, marking, subjectOf, todayOf, workedFile, workers, working } from './shared.ts'

const path = '/assessments/new'
type Answers = Readonly<Record<string, unknown>>

const journey: Journey<AssessmentAnswers> = {
  name: 'assessment',
  path,
  purpose: working.purpose,
  roles: workers,
  start: { title: 'Assess with them', template: 'assessments/views/start.njk' },
  steps: [
    { path: 'words', title: 'What they say', template: 'assessments/views/words.njk', form: wordsForm },
    ...contextKeys.map(context => ({
      path: context,
      title: contextWords[context],
      template: 'assessments/views/context.njk',
      form: contextForm(context),
      data: (visit: Visit, answers: Answers) => contextData(visit, answers, context),
    })),
    { path: 'view', title: 'How you see it', template: 'assessments/views/view.njk', form: viewForm },
  ],
  whole: wholeAssessment,
  check: { title: 'Read it back together', button: 'Keep the assessment' },
  summary,
  complete,
  answersOf: begin,
}

// The journey's own first page knows of no file: it has one of ours in its place.
const ours = (page: Page): boolean => page.path !== path
export const makingPages: readonly Page[] = [
  { ...working, method: 'get', path, handle: startPage },
  ...journeyPages(journey).filter(ours).map(marked),
]

/**
 * The same page with the marking that every page about a person carries. Its way back leads to the first page of this file. The
 * form's token is no answer, so it is taken out of what a page keeps.
 */
function marked(page: Page): Page {
  if (!('handle' in page)) return page
  const { handle } = page
  return {
    ...page,
    handle: async visit => {
      const { _csrf, ...body } = visit.body
      const answer = await handle({ ...visit, body })
      return answer.kind === 'view'
        ? { ...answer, data: { ...answer.data, marking, back: backOf(answer.data) } }
        : answer
    },
  }
}

function backOf({ back, answers }: Answers): unknown {
  const file = typeof answers === 'object' && answers !== null && 'file' in answers ? answers.file : undefined
  return back === path && typeof file === 'string' ? `${path}?file=${file}` : back
}

async function startPage({ tx, query }: Visit): Promise<Answer> {
  const file = await workedFile(tx, query['file'] ?? '')
  const { name } = await subjectOf(tx, file)
  const again = (await assessmentsOf(tx, file.file)).length > 0
  await record(tx, { action: 'read', kind: 'assessment file', subject: file.file })
  const title = `Assess with ${name}`
  return view(journey.start.template, {
    title,
    marking,
    back: backTo(file),
    action: `${path}/amend/${file.file}`,
    again,
    begun: await begunDrafts(tx, { name: 'assessment', path }, file.file),
    told: await alreadyTold(tx, file),
  })
}

/**
 * The answers that a new assessment begins with: the last findings of this file, or else of another file about the same person that
 * is open to them, so that nobody is asked twice. Undefined where it is not theirs to make.
 */
async function begin({ tx, now }: Visit, id: string): Promise<Answers | undefined> {
  const { file: own, person } = await workedFile(tx, id)
  const words = await instrument(tx)
  // A draft goes on under the words that it was begun with, so those are kept from then.
  await keepInstrument(tx, words, now)
  return { instrument: words.version, ...(await lastFound(tx, own, person)) }
}

async function lastFound(tx: Visit['tx'], file: string, person: string | null): Promise<Answers> {
  const last = (await assessmentsOf(tx, file))[0] ?? (await lastElsewhere(tx, person))
  if (last === undefined) return { file }
  await record(tx, { action: 'read', kind: 'assessment', subject: last.id })
  return { file, last: last.id, ...answersFrom(await factorsOf(tx, last.id)) }
}

async function lastElsewhere(tx: Visit['tx'], person: string | null): Promise<Assessment | undefined> {
  if (person === null) return undefined
  const all: Assessment[] = []
  for (const { file } of await filesAbout(tx, person)) all.push(...(await assessmentsOf(tx, file)))
  return all.sort((a, b) => b.made_on.localeCompare(a.made_on) || b.id.localeCompare(a.id))[0]
}

/** The words with which a draft was begun. */
async function begunWith(tx: Visit['tx'], { instrument: version }: Answers): Promise<Instrument> {
  const today = await instrument(tx)
  if (version === undefined || version === today.version) return today
  return (await usedInstruments(tx)).find(it => it.version === version) ?? today
}

async function contextData({ tx }: Visit, answers: Answers, context: ContextKey): Promise<Answers> {
  const { factors } = await begunWith(tx, answers)
  const last = answers['last']
  const before = typeof last === 'string' ? await factorsOf(tx, last) : []
  const weighed = typeof last === 'string' ? await weightsOf(tx, last) : []
  const readings = await otherReadings(tx)
  const shown = factors
    .filter(it => it.context === context)
    .map(it => ({
      ...it,
      hint: [beforeInWords(before.find(each => each.factor === it.factor)), readings.get(it.factor)]
        .filter(words => words !== undefined && words !== '')
        .join('. '),
    }))
  return {
    context,
    stateWords,
    weightWords,
    strengths: shown.filter(({ kind }) => kind === 'strength'),
    risks: shown.filter(({ kind }) => kind === 'risk'),
    weighedBefore: weighed.find(it => it.context === context),
  }
}

/** Factors whose words can be read in two ways, as the strategy prints them: whoever assesses says which they mean. */
async function otherReadings(tx: Visit['tx']): Promise<Map<string, string>> {
  const printed = (await content(tx, 'riskFactors')).filter(({ other_reading_ours: other }) => other !== null)
  return new Map(
    printed.map(({ id, other_reading_ours: other }) => [id, `${other}. Say in the evidence which you mean`]),
  )
}

function beforeInWords(it: { state: keyof typeof stateWords; seen_on: string | null } | undefined): string {
  if (it === undefined) return ''
  return [`Last time: ${stateWords[it.state].toLowerCase()}`, dayWritten(it.seen_on)].filter(Boolean).join(', ')
}

async function summary({ tx }: Visit, answers: Answers) {
  const { factors } = await begunWith(tx, answers)
  const rows = byContext(findingsIn(answers, factors), weightsIn(answers)).map(it => ({
    key: contextWords[it.context],
    value: [
      `Strengths: ${namesOf(it.strengths)}.`,
      `Risks: ${namesOf(it.risks)}.`,
      `${weightWords[it.weight]}. ${it.why}`,
    ].join(' '),
    step: it.context,
  }))
  const told = (field: string): string => String(answers[field] ?? '')
  return [
    { key: 'What matters to them', value: told('matters') || 'Not said', step: 'words' },
    { key: 'Their own words', value: told('own_words') || `None: ${told('no_words_why')}`, step: 'words' },
    ...rows,
    { key: 'What they are ready for, they say', value: told('readiness') || 'Not said', step: 'words' },
    { key: 'How you see it', value: told('worker_view'), step: 'view' },
    { key: 'What you think they are ready for', value: told('worker_readiness') || 'Not said', step: 'view' },
  ]
}

const namesOf = (factors: readonly { readonly label: string }[]): string =>
  factors.map(({ label }) => label.charAt(0).toLowerCase() + label.slice(1)).join('; ') || 'none found'

async function complete(visit: Visit, answers: AssessmentAnswers, file: string | undefined): Promise<Answer> {
  const { tx, now } = visit
  if (file === undefined) throw new NotFound()
  await fileFor(tx, file)
  const { version, factors } = await begunWith(tx, answers)
  await keepInstrument(tx, { version, factors }, now)
  const id = await addAssessment(
    tx,
    file,
    {
      instrument: version,
      made_on: todayOf(visit),
      matters: answers.matters,
      own_words: answers.own_words,
      no_words_why: answers.own_words === '' ? answers.no_words_why : '',
      readiness: answers.readiness,
      content_note: answers.content_note,
      worker_view: answers.worker_view,
      worker_readiness: answers.worker_readiness,
      factors: findingsIn(answers, factors),
      contexts: weightsIn(answers),
    },
    now,
  )
  for (const { assessed } of visit.modules) await assessed?.(tx, file)
  return redirect(`/assessments/${id}`, 'The assessment is kept.')
}
