import { z } from 'zod'
import { type Urgency, urgencies } from '../rules/clocks.ts'
import { everyMoment, whens } from '../rules/moments.ts'
import { choices, fairness } from '../rules/words.ts'

const text = (longest: number) => z.string().trim().max(longest, `Use ${longest} characters or fewer`).default('')
const keysOf = <K extends string>(words: Readonly<Record<K, unknown>>): [K, ...K[]] => Object.keys(words) as [K, ...K[]]
const chosen = <K extends string>(words: Readonly<Record<K, unknown>>, message: string) =>
  z.enum(keysOf(words), message)
const list = z.union([z.string().transform(one => [one]), z.array(z.string())])
/** A whole number in a box, kept as it was typed; nothing where the box was left empty. */
const count = (least: number, most: number, message: string) =>
  text(4).refine(typed => typed === '' || (/^\d+$/.test(typed) && +typed >= least && +typed <= most), message)

export const aboutForm = z.object({ about: chosen(choices.about, 'Choose whom or what this is about') })

export const whoForm = z
  .object({
    givenName: text(100),
    familyName: text(100),
    knownAs: text(100),
    'born-day': text(2),
    'born-month': text(2),
    'born-year': text(4),
    aboutAge: count(0, 120, 'Enter an age in whole years, such as 15'),
    loneParent: chosen(choices.loneParent, 'Choose from the list').optional(),
  })
  .superRefine((it, context) => {
    const problem = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message })
    if (it.givenName === '' && it.familyName === '' && it.knownAs === '')
      problem('givenName', 'Enter a name, or what they are known as')
    const typed = it['born-day'] !== '' || it['born-month'] !== '' || it['born-year'] !== ''
    if (typed && bornOf(it) === undefined)
      problem('born-day', 'Enter a real date of birth in the past, such as 27 3 2010')
    if (!typed && it.aboutAge === '') problem('born-day', 'Enter their date of birth, or about how old they are')
  })

type Born = { readonly born: string | null; readonly precision: 'day' | 'month' | 'year' | 'unknown' }
type DateParts = { readonly 'born-day': string; readonly 'born-month': string; readonly 'born-year': string }

/** A date of birth of three boxes; undefined when they hold no date. Whether it lies in the future is asked when it is sent. */
export function bornOf(parts: DateParts): Born | undefined {
  const [day, month, year] = [parts['born-day'], parts['born-month'], parts['born-year']]
  if (day === '' && month === '' && year === '') return { born: null, precision: 'unknown' }
  if (!/^(19|20)\d\d$/.test(year) || !/^\d{0,2}$/.test(month + day.slice(2)) || !/^\d{0,2}$/.test(day)) return undefined
  if (month === '' && day !== '') return undefined
  const born = `${year}-${(month || '1').padStart(2, '0')}-${(day || '1').padStart(2, '0')}`
  const at = new Date(`${born}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== born) return undefined
  return { born, precision: day !== '' ? 'day' : month === '' ? 'year' : 'month' }
}

const noNames = 'Say it without anyone’s name'
export const groupForm = z
  .object({
    groupName: z.string('Enter a name for the group').trim().min(3, 'Enter a name for the group').max(100, noNames),
    groupShares: z
      .string('Say what they share')
      .trim()
      .min(3, 'Say what they share')
      .max(500, 'Use 500 characters or fewer'),
    aboutMany: count(2, 200, 'Enter about how many they are, from 2 to 200').refine(
      typed => typed !== '',
      'Enter about how many they are, from 2 to 200',
    ),
    youngest: count(5, 99, 'Enter an age in whole years'),
    oldest: count(5, 99, 'Enter an age in whole years'),
    area: text(20),
    place: text(200),
  })
  .refine(it => it.youngest === '' || it.oldest === '' || +it.oldest >= +it.youngest, {
    path: ['oldest'],
    message: 'The oldest cannot be younger than the youngest',
  })

export const placeForm = z.object({
  area: text(20),
  place: z.string('Say which place').trim().min(3, 'Say which place').max(200, 'Use 200 characters or fewer'),
})

export const strengthsForm = z
  .object({ strengths: text(2_000), strengthsUnknown: z.enum(['yes', '']).default('') })
  .refine(it => it.strengths.length >= 3 || it.strengthsUnknown === 'yes', {
    path: ['strengths'],
    message: 'Say what is going well, or that you do not know',
  })

export const wordsForm = z
  .object({ ownWords: text(2_000), noWords: chosen(choices.noWords, 'Choose why not').optional() })
  .refine(it => it.ownWords !== '' || it.noWords !== undefined, {
    path: ['ownWords'],
    message: 'Write down what they say, or choose why not',
  })

export const concernForm = z
  .object({ seen: text(4_000), told: text(4_000), think: text(4_000) })
  .refine(it => it.seen.length + it.told.length + it.think.length >= 10, {
    path: ['seen'],
    message: 'Say what happened or what worries you, in at least one of the three boxes',
  })

export const kindsForm = z.object({
  kinds: list
    .default([])
    .refine(kinds => kinds.length > 0, 'Choose at least one, or “I am not sure”')
    .refine(
      kinds => kinds.length <= 20 && kinds.every(kind => /^(type\.[a-z]{2,20}|not-sure)$/.test(kind)),
      'Choose from the list',
    ),
})

export const momentForm = z.object({
  moment: z.enum(everyMoment, 'Choose what happened, or “nothing of this kind”'),
  momentWhen: chosen(whens, 'Choose how long ago').optional(),
  momentWords: text(500),
  momentRoles: list
    .default([])
    .refine(roles => roles.every(role => Object.hasOwn(choices.roles, role)), 'Choose from the list'),
})

export const reachForm = z
  .object({
    reachSafety: chosen(choices.reachSafety, 'Choose whether somebody can get in touch'),
    reachHow: text(200),
    reachMessage: chosen(choices.reachMessage, 'Choose from the list').optional(),
    mustNotKnow: text(200),
  })
  .refine(it => it.reachSafety !== 'safe' || it.reachHow !== '', {
    path: ['reachHow'],
    message: 'Say how to reach them',
  })

export const urgencyForm = z.object({ urgency: chosen<Urgency>(urgencies, 'Choose how soon help is needed') })

const reasoned = <K extends string>(field: string, answers: readonly K[], message: string) => ({
  holds: (it: { readonly [key: string]: unknown }): boolean =>
    !answers.some(answer => answer === it[field]) || String(it[`${field}Why`] ?? '').length >= 3,
  error: { path: [`${field}Why`], message },
})

const agreesReason = reasoned(
  'agrees',
  ['refused', 'not-asked', 'cannot-decide'],
  'Say why help is asked for all the same',
)
export const agreesForm = z
  .object({ agrees: chosen(choices.agrees, 'Choose whether they agree to get help'), agreesWhy: text(1_000) })
  .refine(agreesReason.holds, agreesReason.error)

const informedReason = reasoned('informed', ['later', 'no'], 'Say why not, or when they will be told')
export const informedForm = z
  .object({ informed: chosen(choices.informed, 'Choose whether they know that you tell us'), informedWhy: text(1_000) })
  .refine(informedReason.holds, informedReason.error)

export const basisForm = z.object({ basis: chosen(choices.basis, 'Choose why the law lets you tell us') })

const oneOf = (values: readonly string[]) =>
  text(100).refine(value => value === '' || values.includes(value), 'Choose from the list')
export const fairnessForm = z.object({
  ethnicity: oneOf(fairness.ethnicity),
  needs: oneOf(fairness.needs),
  care: oneOf(fairness.care),
})

type Answers = Readonly<Record<string, unknown>>
const isAbout =
  (...kinds: readonly string[]) =>
  ({ about }: Answers): boolean =>
    kinds.includes(String(about))

/** Whether a referral that was sent is added to: then it stays about whom it was. */
const isAddedTo = (it: Answers): boolean => it['addsTo'] !== undefined

/** The questions in their order, and whom each is asked about. Strengths and their own words come before what worries us. */
export const questions = {
  about: { form: aboutForm, when: it => !isAddedTo(it) },
  who: { form: whoForm, when: isAbout('person') },
  group: { form: groupForm, when: (it: Answers) => isAbout('peer group')(it) && it['peerGroup'] === undefined },
  place: { form: placeForm, when: isAbout('place') },
  strengths: { form: strengthsForm, when: isAbout('person', 'peer group') },
  words: { form: wordsForm, when: isAbout('person', 'peer group') },
  concern: { form: concernForm },
  kinds: { form: kindsForm },
  moment: { form: momentForm, when: isAbout('person', 'peer group') },
  urgency: { form: urgencyForm },
  reach: { form: reachForm, when: isAbout('person') },
  agrees: { form: agreesForm, when: isAbout('person', 'peer group') },
  informed: { form: informedForm, when: isAbout('person', 'peer group') },
  basis: { form: basisForm, when: isAbout('person', 'peer group') },
  fairness: { form: fairnessForm, when: isAbout('person') },
} as const satisfies Readonly<Record<string, { form: z.ZodObject; when?: (it: Answers) => boolean }>>

export type QuestionKey = keyof typeof questions

// What the questions ask, without what only holds between answers: those were asked by each question's own form.
const everyAnswer = z.object({
  ...aboutForm.shape,
  ...concernForm.shape,
  ...kindsForm.shape,
  ...urgencyForm.shape,
  ...z
    .object({
      ...whoForm.shape,
      ...groupForm.shape,
      ...placeForm.shape,
      ...strengthsForm.shape,
      ...wordsForm.shape,
      ...momentForm.shape,
      ...reachForm.shape,
      ...agreesForm.shape,
      ...informedForm.shape,
      ...basisForm.shape,
      ...fairnessForm.shape,
      // Needed for a place, and not for a group of friends.
      place: text(200),
      person: z.uuid(),
      peerGroup: z.uuid(),
    })
    .partial().shape,
})

export type ReferralAnswers = z.output<typeof everyAnswer>

/** The whole of what was answered: every question that is asked must be, and what is not asked is left out. */
export const wholeReferral: z.ZodType<ReferralAnswers> = z
  .record(z.string(), z.unknown())
  .transform((answers, context) => {
    const { about, person, peerGroup } = answers
    const kept: Record<string, unknown> = { person, peerGroup, ...(isAddedTo(answers) ? { about } : {}) }
    for (const question of Object.values(questions)) {
      if ('when' in question && !question.when(answers)) continue
      const parsed = question.form.safeParse(answers)
      if (parsed.success) Object.assign(kept, parsed.data)
      else for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message })
    }
    const whole = everyAnswer.safeParse(kept)
    if (whole.success) return whole.data
    context.addIssue({ code: 'custom', message: 'Something is not answered.' })
    return z.NEVER
  })
