// Enters a whole life through the forms of the product, as its workers would, without a browser: a walk then looks at what came of it.
import assert from 'node:assert/strict'
import { Client } from '../harness/client.ts'
import { type Child, inDays } from '../spine/story.ts'
import { contexts, events, type Happened, type Known, plan, stepsAbout, voices } from './told.ts'

type Fields = Readonly<Record<string, string>>

/** Where the life stands once it is entered. */
export type Entered = { readonly file: string; readonly case: string; readonly assessment: string }

/** One of the invented people at their desk: what they send must be taken. */
class Desk {
  readonly #client: Client

  private constructor(client: Client) {
    this.#client = client
  }

  static async of(origin: string, user: string): Promise<Desk> {
    const client = new Client(origin)
    await client.signIn(user)
    return new Desk(client)
  }

  async read(path: string): Promise<string> {
    return (await this.#client.get(path)).text()
  }

  /** Sends a form, and answers the address that it leads to. */
  async send(page: string, fields: Fields, action = page): Promise<string> {
    const answer = await this.#client.submit(page, action, fields)
    assert.equal(answer.status, 303, `${action} answered ${answer.status}: ${errorsOf(await answer.text())}`)
    return answer.headers.get('location')?.split('?')[0] ?? ''
  }
}

function errorsOf(page: string): string {
  return (/govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(page)?.[1] ?? '').replace(/<[^>]+>|\s+/g, ' ').trim()
}

/** The value of an option by the words that it shows. */
function option(page: string, words: string): string {
  return new RegExp(`<option value="([^"]+)"[^>]*>${words}`).exec(page)?.[1] ?? ''
}

const today = (field: string): Fields => {
  const day = inDays(0)
  const parts = { day: day.getDate(), month: day.getMonth() + 1, year: day.getFullYear() }
  return Object.fromEntries(Object.entries(parts).map(([part, figure]) => [`${field}-${part}`, String(figure)]))
}

/** Asks for help, accepts it, and opens a case. Answers the id of the file. */
async function openFile(origin: string, { given, family, day, month, year }: Child): Promise<string> {
  const nurse = await Desk.of(origin, 'nurse')
  const referral = await answerQuestions(nurse, {
    about: { about: 'person' },
    who: { givenName: given, familyName: family, 'born-day': day, 'born-month': month, 'born-year': year },
    strengths: { strengths: 'His sister, his son and a course that he likes.' },
    words: { ownWords: 'I want out, and nobody hurt for it.' },
    concern: { seen: 'He was seen with a cut on his arm and would not say who did it.' },
    kinds: { kinds: 'not-sure' },
    moment: { moment: 'none' },
    urgency: { urgency: 'week' },
    reach: { reachSafety: 'ask-first', reachHow: 'Through his tutor' },
    agrees: { agrees: 'person' },
    informed: { informed: 'yes' },
    basis: { basis: 'public-task' },
    fairness: {},
  })
  const coordinator = await Desk.of(origin, 'coordinator')
  await coordinator.send(`${referral}/person`, {}, `${referral}/person/new`)
  const asked = [...(await coordinator.read(referral)).matchAll(/name="(ser-[^"]+)"/g)].map(([, name]) => name ?? '')
  const weighed = Object.fromEntries(asked.map(name => [name, 'Weighed with the nurse and probation.']))
  const why = 'He asked for help at a moment when it can reach him.'
  await coordinator.send(referral, { ...weighed, outcome: 'interventions', why }, `${referral}/decide`)
  const opening = `/cases/new?referral=${referral.split('/').at(-1)}`
  const lead = option(await coordinator.read(opening), 'Rachel Quillander')
  const fields = { referral: referral.split('/').at(-1) ?? '', lead, why: 'To leave safely, and be a father.' }
  return (await coordinator.send(opening, fields, '/cases/new')).split('/').at(-1) ?? ''
}

/** Goes through the questions of a referral, in whatever order they are asked, and sends it. */
async function answerQuestions(desk: Desk, answers: Readonly<Record<string, Fields>>): Promise<string> {
  let at = await desk.send('/referrals/new', {})
  while (!at.endsWith('/check')) {
    const question = at.split('/').at(-1) ?? ''
    assert.ok(answers[question] !== undefined, `The referral asks for "${question}", which is not answered here.`)
    at = await desk.send(at, answers[question])
  }
  return desk.send(at, {})
}

/** A date as the boxes of a form take it. */
function boxes(end: 'from' | 'until', { age, year, month, about }: Known, born: number): Fields {
  return {
    ...(age === undefined ? {} : { [`${end}Age`]: String(age) }),
    ...(year === undefined ? {} : { [`${end}-year`]: String(born + year) }),
    ...(month === undefined ? {} : { [`${end}-month`]: String(month) }),
    ...(about === undefined ? {} : { [`${end}About`]: 'yes' }),
  }
}

function eventFields({ lane, what, from, until, account, moment, words }: Happened, born: number): Fields {
  return {
    ...{ lane, what, account, moment: moment ?? 'no', momentWords: words ?? '' },
    lasted: until === undefined ? 'once' : until === 'still' ? 'ongoing' : 'ended',
    ...boxes('from', from, born),
    ...(until === undefined || until === 'still' ? {} : boxes('until', until, born)),
  }
}

async function assess(desk: Desk, file: string): Promise<string> {
  const check = await desk.send(`/assessments/new?file=${file}`, {}, `/assessments/new/amend/${file}`)
  const draft = check.replace(/\/[a-z]+$/, '')
  await desk.send(`${draft}/words`, {
    matters: 'His son, his sister, and work that is his own.',
    own_words: 'Nobody ever asked me what I would change.',
    readiness: 'To say it to two people. Not to all of them.',
    content_note: 'Speaks of violence in early years.',
  })
  for (const { context, weight, why, their, found } of contexts)
    await desk.send(`${draft}/${context}`, {
      [`weight-${context}`]: weight,
      [`why-${context}`]: why,
      [`their-${context}`]: their ?? '',
      ...Object.fromEntries(
        found.flatMap(([factor, evidence, source]) => [
          [`state-${factor}`, 'present'],
          [`evidence-${factor}`, evidence],
          [`source-${factor}`, source],
        ]),
      ),
    })
  await desk.send(`${draft}/view`, {
    worker_view: 'He has done most of the leaving himself. What is missing is safety while he does the rest.',
    worker_readiness: 'To plan it with us, at his pace.',
  })
  return desk.send(`${draft}/check`, {})
}

async function speak(desk: Desk, file: string): Promise<void> {
  for (const { voice, whose, answers } of voices) {
    const page = `/assessments/identity/${file}/new?voice=${voice}`
    const said = Object.entries(answers).flatMap(([dynamic, [words, step]]) => [
      [`words-idn.${dynamic}`, words],
      [`rating-idn.${dynamic}`, step],
    ])
    const shown = { given: 'read back', toPerson: 'yes', toCarer: 'no', whose: whose ?? '' }
    await desk.send(page, { ...Object.fromEntries(said), ...today('held'), ...shown })
  }
}

/** The plan of somebody who leaves a group: what that kind of help asks for, two goals in his words, and what each step is about. */
async function makePlan(desk: Desk, to: string): Promise<void> {
  await desk.send(`${to}/plan/pathway`, { pathway: 'pw.exit', why: 'He says that he cannot just walk away.' })
  const said = {
    said1: 'person',
    said2: 'person',
    programme: 'prg.exit',
    programmeWhy: 'It stays when things go wrong.',
  }
  await desk.send(`${to}/plan/new`, { ...plan, ...said })
  const choices = await desk.read(`${to}/plan/steps`)
  const about = stepsAbout.map((words, at) => [`step-${at}`, option(choices, words)])
  await desk.send(`${to}/plan/steps`, Object.fromEntries(about))
}

/**
 * Enters the composite life through the same forms as everybody: a referral, the case, the timeline, the five contexts, three voices
 * and the draft of a plan that nobody was asked about yet.
 */
export async function enterLife(origin: string, child: Child): Promise<Entered> {
  const file = await openFile(origin, child)
  const desk = await Desk.of(origin, 'practitioner')
  for (const it of events) await desk.send(`/assessments/timeline/${file}/new`, eventFields(it, Number(child.year)))
  const assessment = await assess(desk, file)
  await speak(desk, file)
  const to = `/cases/${file}`
  await makePlan(desk, to)
  return { file, case: to, assessment }
}
