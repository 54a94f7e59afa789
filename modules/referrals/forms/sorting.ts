import { z } from 'zod'
import { settledBases } from '../rules/basis.ts'
import { everyClock, everyWaitClock } from '../rules/clocks.ts'
import { everyOutcome, groupsAfter } from '../rules/outcomes.ts'
import { needsReason, reasonsIn } from '../rules/reasons.ts'
import { isRepeat } from '../rules/route-law.ts'
import type { RouteField } from '../rules/route-questions.ts'
import { everyRoute, type RouteKey, routeOf } from '../rules/routes.ts'

const text = (longest: number) => z.string().trim().max(longest, `Use ${longest} characters or fewer`).default('')
const why = (ask: string) =>
  z.string(ask).trim().min(10, `${ask}, in a sentence`).max(2_000, 'Use 2,000 characters or fewer')
const day = (message: string) => z.iso.date(message)
const optionalUuid = z.union([z.uuid(), z.literal('')]).default('')
/** Another referral, as somebody types it: its reference of six signs, or the end of its address. Kept without spaces. */
const typedReferral = text(300)
  .transform(typed => typed.replace(/^.*\/|\s+/g, ''))
  .refine(
    typed => /^([0-9a-f]{6}|[0-9a-f-]{36}|)$/i.test(typed),
    'Enter a reference of six signs, such as 3F2A9C, or the address of its page',
  )

/** The other referral that a decision names, as it was sent; nothing where it names none. */
export const otherForm = z.object({ other: optionalUuid.catch(''), otherTyped: typedReferral.catch('') })

export const withdrawForm = z.object({
  withdrawReason: z.enum(reasonsIn('takenBack'), 'Choose the reason that fits best'),
  withdrawWhy: why('Say why it is withdrawn'),
})

/** The forms of sorting. `prompts` are those of the Act; whoever accepts a referral must have weighed them. */
export const decisionForm = (prompts: readonly string[]) =>
  z
    .object({
      outcome: z.enum(everyOutcome, 'Choose what is decided'),
      why: why('Say why'),
      reason: z.union([z.enum(reasonsIn('nothingMore')), z.literal('')], 'Choose from the list').default(''),
      other: optionalUuid,
      otherTyped: typedReferral,
      basis: z.union([z.enum(settledBases), z.literal('')], 'Choose from the list').default(''),
      agreement: text(1_000),
      ...Object.fromEntries(prompts.map(prompt => [promptField(prompt), text(1_000)])),
    })
    .transform((it, context) => {
      const answers: Readonly<Record<string, unknown>> = it
      const problem = (path: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [path], message })
      const weighed = prompts.map(prompt => ({ prompt, words: String(answers[promptField(prompt)] ?? '') }))
      for (const { prompt, words } of weighed)
        if (groupsAfter(it.outcome).length > 0 && words.length < 3)
          problem(promptField(prompt), 'Answer this before you accept it')
      if (needsReason(it.outcome) && it.reason === '') problem('reason', 'Choose the reason that fits best')
      if (it.outcome === 'duplicate' && it.other === '' && it.otherTyped === '')
        problem('otherTyped', 'Choose the other referral, or enter its reference')
      const kept = weighed.filter(({ words }) => words !== '')
      const reason = needsReason(it.outcome) ? it.reason : undefined
      const { outcome, basis, agreement, other, otherTyped } = it
      return { outcome, why: it.why, reason, other, otherTyped, weighed: kept, basis, agreement }
    })

/** The name of a prompt's box: its id without the dot, which has another meaning in a page. */
export function promptField(prompt: string): string {
  return prompt.replaceAll('.', '-')
}

export const returnForm = (today: string) =>
  z.object({
    ask: why('Say what you need to know'),
    askBy: day('Enter a real day by which you need it, such as 27 3 2027')
      .refine(it => it >= today, 'Enter today or a day after it')
      .optional(),
  })
export const clockForm = z.object({ clock: z.enum(everyClock, 'Choose a clock'), clockWhy: why('Say why') })
export const matchForm = z.object({ person: z.uuid('Choose a record'), matchWhy: why('Say why it is them') })
export const noteForm = z.object({ note: why('Write the note') })
export const reopenForm = z.object({ reopenWhy: why('Say why') })
/** An empty day is 30 days from today; `latest` is the last that may be chosen. */
export const giveForm = (today: string, latest: string) =>
  z.object({
    colleague: z.uuid('Choose a person'),
    giveWhy: why('Say why they need it'),
    giveUntil: day('Enter a real day, such as 27 3 2027')
      .refine(it => it >= today && it <= latest, 'Enter a day between today and six months from now')
      .optional(),
  })
export const takeBackForm = z.object({ reader: z.uuid('Choose a person') })
export const assignForm = z.object({ sorter: optionalUuid })
export const repeatForm = z
  .object({ earlier: optionalUuid, earlierTyped: typedReferral, repeatWhy: why('Say what is new') })
  .refine(it => it.earlier !== '' || it.earlierTyped !== '', {
    path: ['earlierTyped'],
    message: 'Choose the earlier referral, or enter its reference',
  })
export const releaseForm = z.object({
  disclosure: z.uuid('Choose the decision to share'),
  told: why('Write what they are told'),
})

const minutes = z.coerce
  .number('Enter minutes')
  .int('Enter whole minutes')
  .min(15, 'Enter 15 minutes or more')
  .max(1_440, 'Enter a day or less')
const days = (least: number, most = 60) =>
  z.coerce
    .number('Enter working days')
    .int('Enter whole days')
    .min(least, least === 0 ? 'Enter 0 or more' : 'Enter one working day or more')
    .max(most, `Enter ${most} working days or fewer`)
export const clocksForm = z.object({
  immediate: minutes,
  ...{ urgent: days(1), priority: days(1), routine: days(1) },
  ...{ 'immediate-chair': days(0, 20), 'urgent-chair': days(0, 20) },
  ...{ 'priority-chair': days(0, 20), 'routine-chair': days(0, 20) },
})
export const waitClocksForm = z.object(
  Object.fromEntries(
    everyWaitClock.flatMap(key => [
      [key, days(1)],
      [`${key}-chair`, days(0, 20)],
    ]),
  ),
)
export const routeClocksForm = z.object(
  Object.fromEntries(
    everyRoute.flatMap(route => [
      [`${route}-tell`, days(0)],
      [`${route}-answer`, days(1, 120)],
      ...(routeOf(route).goesOn === undefined ? [] : [[`${route}-later`, days(1, 365)]]),
    ]),
  ),
)
export const holidayForm = z.object({
  holiday: day('Enter a real day, such as 27 12 2027'),
  holidayName: z
    .string('Say which bank holiday')
    .trim()
    .min(3, 'Say which bank holiday')
    .max(100, 'Use 100 characters or fewer'),
})
export const noHolidayForm = z.object({ day: day('Choose a day') })

/** What a route asks when its body was told: the days are those that the page has made of three boxes. */
export const toldForm = (route: RouteKey) =>
  z
    .object({
      reference: text(100),
      ...Object.fromEntries(routeOf(route).fields.map(field => [field.name, fieldForm(field)])),
    })
    .transform((it, context) => {
      const said = Object.fromEntries(
        Object.entries(it).flatMap(([name, value]) =>
          value === undefined || value === '' ? [] : [[name, String(value)]],
        ),
      )
      for (const [path, message] of problemsOf(route, said)) context.addIssue({ code: 'custom', path: [path], message })
      return said
    })

function fieldForm({ kind, needed, choices = {} }: RouteField) {
  if (kind === 'choice') {
    const chosen = z.enum(Object.keys(choices), needed ?? 'Choose from the list')
    return needed === undefined ? z.union([chosen, z.literal('')]).optional() : chosen
  }
  if (kind === 'day') return day('Enter a real day, such as 27 3 2026').optional()
  if (kind === 'words') return text(2_000)
  if (kind === 'count') return text(2).refine(typed => /^\d*$/.test(typed), 'Enter a whole number')
  return needed === undefined
    ? text(300)
    : z.string(needed).trim().min(2, needed).max(300, 'Use 300 characters or fewer')
}

/** What only holds between the answers of a route. */
function problemsOf(route: RouteKey, said: Readonly<Record<string, string>>): [string, string][] {
  if (route === 'nrm' && said['age'] === 'adult' && said['adultAgrees'] === undefined)
    return [['adultAgrees', 'Choose whether the adult agrees to be named']]
  if (route !== 'marac') return []
  const repeat = isRepeat(said['lastOn'], said['incidentOn'])
  if (said['ground'] === 'repeat' && repeat === undefined)
    return [['lastOn', 'Enter both days: a repeat is a new incident within 12 months of the last time']]
  if (said['ground'] === 'repeat' && repeat === false)
    return [
      ['incidentOn', 'That is not within 12 months of the last time: it is a new referral, so choose another reason'],
    ]
  if (said['ground'] === 'score' && Number(said['score'] ?? 0) < 14)
    return [['score', 'Enter 14 or more, or choose another reason']]
  return unsaid(said)
}

/** What a MARAC is told where they do not agree, or where no checklist says how high the risk is. */
function unsaid(said: Readonly<Record<string, string>>): [string, string][] {
  const missing: [string, string][] = []
  if (said['ground'] === 'judgement' && said['judgement'] === undefined)
    missing.push(['judgement', 'Say what the judgement rests on'])
  if (said['agrees'] !== 'yes' && said['agreesWhy'] === undefined)
    missing.push(['agreesWhy', 'Say why it is shared all the same'])
  return missing
}

export const notToldForm = z.object({ notToldWhy: why('Say why they are not told') })

/** What came back from a body that was told; not on a day after `today`. */
export const cameBackForm = (route: RouteKey, today: string) =>
  z.object({
    answer: z.enum(Object.keys(routeOf(route).answers), 'Choose what came back'),
    backWords: why('Say what came back'),
    backOn: day('Enter a real day, such as 27 3 2026')
      .refine(it => it <= today, 'Enter a day that is not in the future')
      .optional(),
    backReference: text(100),
  })
