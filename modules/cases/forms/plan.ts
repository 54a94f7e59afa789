import { z } from 'zod'
import type { Agreement, AgreementWhat } from '../rules/plan.ts'
import { agreementWords, carerNotAskedWords, personNotAskedWords, reasonAgainst, saidByWords } from '../rules/plan.ts'
import type { Goal } from '../rules/records.ts'
import { choice, dateFields, needed, type Problem, pastDay, problemIn, text } from './fields.ts'

/** A plan holds up to three goals: more than that is nobody's plan. */
export const goalNumbers = [1, 2, 3] as const

const saidBy = z.enum(Object.keys(saidByWords) as [keyof typeof saidByWords]).optional()
const goalFields = {
  goal1: text(500),
  said1: saidBy,
  notOwn1: text(500),
  steps1: text(),
  goal2: text(500),
  said2: saidBy,
  notOwn2: text(500),
  steps2: text(),
  goal3: text(500),
  said3: saidBy,
  notOwn3: text(500),
  steps3: text(),
}

/** What a pathway asks a plan to hold, by the name of its field. */
export type Asked = { readonly id: string; readonly ask: string }

function partOf(part: string, ask: string, given: unknown, problem: Problem) {
  const words = String(given ?? '').trim()
  if (words === '') problem(part, `Write ${ask.charAt(0).toLowerCase()}${ask.slice(1)}`)
  if (words.length > 2_000) problem(part, 'Use 2,000 characters or fewer')
  return { part, ask, words }
}

type GoalIn = { words: string; said_by: Goal['said_by'] | undefined; not_own_why: string; steps: string }

/** The next version of a plan. `programmes` are the ids that may be chosen; an empty one is none. */
export const planForm = (programmes: readonly string[], asked: readonly Asked[] = []) =>
  z
    .object({ ...goalFields, programme: text(100), programmeWhy: text(1_000) })
    .catchall(z.unknown())
    .transform((it, context) => {
      const problem = problemIn(context)
      const given: readonly GoalIn[] = [
        { words: it.goal1, said_by: it.said1, not_own_why: it.notOwn1, steps: it.steps1 },
        { words: it.goal2, said_by: it.said2, not_own_why: it.notOwn2, steps: it.steps2 },
        { words: it.goal3, said_by: it.said3, not_own_why: it.notOwn3, steps: it.steps3 },
      ]
      if (it.goal1 === '') problem('goal1', 'Write at least one goal')
      for (const [at, { words, steps }] of given.entries())
        if (at > 0 && words === '' && steps !== '') problem(`goal${at + 1}`, 'Write the goal of these steps')
      const goals = given.flatMap((goal, at) => (goal.words === '' ? [] : [goalOf(goal, at + 1, problem)]))
      if (it.programme !== '' && !programmes.includes(it.programme))
        problem('programme', 'Choose a programme of the list')
      if (it.programme !== '' && it.programmeWhy === '')
        problem('programmeWhy', 'Say why this programme, in a sentence')
      const parts = asked.map(({ id, ask }) => partOf(id, ask, it[id], problem))
      return { goals, parts, programme: it.programme, programmeWhy: it.programme === '' ? '' : it.programmeWhy }
    })

function goalOf(goal: GoalIn, at: number, problem: Problem): Omit<Goal, 'id' | 'position'> {
  if (goal.said_by === undefined) problem(`said${at}`, 'Choose whose words these are')
  const said_by = goal.said_by ?? 'person'
  const own = said_by === 'person'
  if (!own && goal.not_own_why === '') problem(`notOwn${at}`, 'Say why it is not in their own words')
  const steps = goal.steps.split('\n').flatMap(line => line.trim() || [])
  if (steps.length === 0) problem(`steps${at}`, 'Write at least one step towards this goal')
  return { words: goal.words, said_by, not_own_why: own ? '' : goal.not_own_why, steps }
}

const asked = {
  person: ['plan by person', 'they agree to the plan'],
  carer: ['plan by carer', 'a parent or carer agrees to the plan'],
  service: ['service', 'they agree to take part'],
} as const satisfies Record<string, readonly [AgreementWhat, string]>

const answer = (ask: string) => choice(agreementWords, `Choose whether ${ask}`)

const whyNotAsked = {
  person: 'Choose why they were not asked themselves',
  carer: 'Choose why a parent or carer was not asked',
} as const

/**
 * Who agreed: the plan by the person, the plan by a parent or carer, and the service. Three answers, each with its own how and why, and
 * with a reason of a list where the person or a carer was not asked. `age` is theirs today, where it is known.
 */
export const agreementForm = (today: string, age?: number) =>
  z
    .object({
      person: answer(asked.person[1]),
      personHow: text(300),
      personWhy: text(500),
      personReason: z
        .enum(['', ...Object.keys(personNotAskedWords)] as ['', keyof typeof personNotAskedWords])
        .default(''),
      carer: answer(asked.carer[1]),
      carerHow: text(300),
      carerWhy: text(500),
      carerReason: z
        .enum(['', ...Object.keys(carerNotAskedWords)] as ['', keyof typeof carerNotAskedWords])
        .default(''),
      service: answer(asked.service[1]),
      serviceHow: text(300),
      serviceWhy: text(500),
      ...dateFields('on'),
    })
    .transform((it, context): Omit<Agreement, 'recorded_at'>[] => {
      const problem = problemIn(context)
      const answered_on = pastDay('on', [it['on-day'], it['on-month'], it['on-year']], today, problem)
      const given = {
        person: { answer: it.person, how: it.personHow, why: it.personWhy, reason: it.personReason },
        carer: { answer: it.carer, how: it.carerHow, why: it.carerWhy, reason: it.carerReason },
        service: { answer: it.service, how: it.serviceHow, why: it.serviceWhy, reason: '' as const },
      }
      return (['person', 'carer', 'service'] as const).map(who => {
        const { answer: said, how, why, reason: because } = given[who]
        if (said !== 'not asked' && how === '') problem(`${who}How`, 'Say how they were asked')
        if (said !== 'yes' && why === '') problem(`${who}Why`, 'Say why')
        const reason = said === 'not asked' ? because : ''
        if (said === 'not asked' && reason === '' && who !== 'service') problem(`${who}Reason`, whyNotAsked[who])
        const against = reasonAgainst(reason, age)
        if (against !== undefined) problem(`${who}Reason`, against)
        return { what: asked[who][0], answer: said, how, why, reason, answered_on }
      })
    })

/** What a second person says of a plan that they did not write. */
export const signOffForm = z.object({
  answer: z.enum(['signed off', 'sent back'], 'Choose whether you sign it off'),
  why: needed('Say what you looked at, or what is missing', 1_000),
})

/** Which strength or risk each step is about: `step-0`, `step-1` and so on. An empty one is about none. */
export const tieForm = (factors: readonly string[], steps: number) =>
  z
    .object({})
    .catchall(z.unknown())
    .transform((it, context): string[] => {
      const chosen = Array.from({ length: steps }, (_, at) => String(it[`step-${at}`] ?? ''))
      for (const [at, id] of chosen.entries())
        if (id !== '' && !factors.includes(id))
          context.addIssue({ code: 'custom', path: [`step-${at}`], message: 'Choose one of the list' })
      return chosen
    })

/** Which kind of help this is, and why this one. */
export const pathwayForm = (ids: readonly string[]) =>
  z.object({
    pathway: z.string('Choose a pathway').refine(id => ids.includes(id), 'Choose a pathway'),
    why: needed('Say why this one, and what they say of it', 1_000),
  })
