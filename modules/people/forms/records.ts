import { z } from 'zod'
import { isRealDay } from '#platform/days'
import { checkedIdentifier, type Identifier, type Scheme, schemes } from '../rules/identifiers.ts'
import type { BornPrecision, Named } from '../rules/names.ts'
import { nameParts } from '../rules/names.ts'
import type { Question, Sought } from '../rules/tokens.ts'
import { type World, worlds } from '../rules/worlds.ts'

export const text = (longest: number) =>
  z.string().trim().max(longest, `Use ${longest} characters or fewer`).default('')
export const choice = <const T extends readonly [string, ...string[]]>(values: T, message: string) =>
  z.enum(values, message)
export const why = (ask: string) =>
  z.string(ask).trim().min(10, `${ask}, in a sentence`).max(1_000, 'Use 1,000 characters or fewer')
export const keysOf = <K extends string>(words: Readonly<Record<K, string>>): [K, ...K[]] =>
  Object.keys(words) as [K, ...K[]]

const datePart = z.string().trim().default('')
const dateParts = { 'born-day': datePart, 'born-month': datePart, 'born-year': datePart }
type DateParts = { readonly [K in keyof typeof dateParts]: string }

/** A date of birth of three boxes: whole, month and year, or year alone. Undefined when it is no date or in the future. */
function bornOf(parts: DateParts, today: string): { born: string | null; bornPrecision: BornPrecision } | undefined {
  const [day, month, year] = [parts['born-day'], parts['born-month'], parts['born-year']]
  if (day === '' && month === '' && year === '') return { born: null, bornPrecision: 'unknown' }
  if (!/^\d{4}$/.test(year) || !/^\d{0,2}$/.test(month) || !/^\d{0,2}$/.test(day) || (month === '' && day !== ''))
    return undefined
  const born = `${year}-${(month || '1').padStart(2, '0')}-${(day || '1').padStart(2, '0')}`
  const at = new Date(`${born}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== born || born > today || year < '1900')
    return undefined
  return { born, bornPrecision: day === '' ? (month === '' ? 'year' : 'month') : 'day' }
}

const identifierFields = { nhs: text(20), upn: text(20), pnc: text(20) }
const everyScheme = keysOf(schemes)
const wrongNumber = (scheme: Scheme): string =>
  `Check the ${schemes[scheme] === schemes.nhs ? 'NHS number' : schemes[scheme].toLowerCase()}: its check character does not fit`

type Fields = { readonly [K in Scheme]: string }
type Problem = (path: string, message: string) => void

/** The numbers that were given, each with a check character that fits. */
function identifiersOf(fields: Fields, thisYear: number, problem: Problem): Identifier[] {
  return everyScheme.flatMap(scheme => {
    if (fields[scheme] === '') return []
    const checked = checkedIdentifier(scheme, fields[scheme], thisYear)
    if (checked === undefined) problem(scheme, wrongNumber(scheme))
    return checked ?? []
  })
}

const sexes = ['female', 'male', 'indeterminate', 'not known'] as const
const identityFields = {
  givenName: text(100),
  familyName: text(100),
  otherNames: text(500),
  ...dateParts,
  sex: choice(sexes, 'Choose their sex as recorded, or “not known”'),
  ...identifierFields,
}

const problemOf =
  (context: z.RefinementCtx): Problem =>
  (path, message) =>
    context.addIssue({ code: 'custom', path: [path], message })

const wrongDate = 'Enter a real date of birth in the past, such as 27 3 2010'

function identityOf(
  it: z.output<z.ZodObject<typeof identityFields>>,
  today: string,
  context: z.RefinementCtx,
): Named & { sex: (typeof sexes)[number]; identifiers: readonly Identifier[] } {
  const problem = problemOf(context)
  if (it.givenName === '' && it.familyName === '') problem('givenName', 'Enter a given name or a family name')
  const born = bornOf(it, today)
  if (born === undefined) problem('born-day', wrongDate)
  return {
    givenName: it.givenName,
    familyName: it.familyName,
    otherNames: it.otherNames
      .split(/[\n,]/)
      .map(name => name.trim())
      .filter(Boolean),
    ...(born ?? { born: null, bornPrecision: 'unknown' }),
    sex: it.sex,
    identifiers: identifiersOf(it, Number(today.slice(0, 4)), problem),
  }
}

/** A new record. `today` is a date; `allowed` the worlds that the person's roles may make. */
export const newPersonForm = (today: string, allowed: readonly World[]) =>
  z
    .object({
      ...identityFields,
      world: z.enum(keysOf(worlds), 'Choose what kind of record this is'),
      sealed: z.literal('yes').optional(),
    })
    .transform((it, context) => {
      if (!allowed.includes(it.world)) problemOf(context)('world', 'Choose a kind of record that your role may make')
      return { ...identityOf(it, today, context), world: it.world, sealed: it.sealed === 'yes' }
    })

export const changePersonForm = (today: string) =>
  z
    .object({ ...identityFields, version: z.coerce.number().int() })
    .transform((it, context) => ({ ...identityOf(it, today, context), version: it.version }))

/** What somebody may look for a person for. A search without a reason is not made. */
export const searchReasons = {
  help: 'To help them',
  safeguarding: 'To keep a child or an adult safe now',
  'already-ours': 'To see whether we have a record already',
  'asked-by-agency': 'Another agency has asked us',
} as const

/** What to look for among one's own records. */
export const searchForm = (today: string) =>
  z
    .object({
      name: text(200),
      ...dateParts,
      number: text(20),
      reason: z.enum(keysOf(searchReasons), 'Choose why you look for them'),
      after: z.uuid().optional(),
    })
    .transform((it, context): Sought & { after: string | undefined; reason: keyof typeof searchReasons } => {
      const problem = problemOf(context)
      const born = bornOf(it, today)
      if (born === undefined || (born.born !== null && born.bornPrecision !== 'day')) problem('born-day', wrongDate)
      const identifier = anyIdentifier(it.number, today)
      if (it.number !== '' && identifier === undefined)
        problem('number', 'Check the number: its check character does not fit')
      const parts = nameParts(it.name)
      if (parts.length < 2 && born?.born == null && identifier === undefined)
        problem('name', 'Enter two parts of a name, or a date of birth, or a number')
      return { name: it.name, born: born?.born ?? undefined, identifier, after: it.after, reason: it.reason }
    })

function anyIdentifier(number: string, today: string): Identifier | undefined {
  return everyScheme
    .map(scheme => checkedIdentifier(scheme, number, Number(today.slice(0, 4))))
    .find(it => it !== undefined)
}

const questionFields = { givenName: text(100), familyName: text(100), ...dateParts, number: text(20) }

function questionOf(it: z.output<z.ZodObject<typeof questionFields>>, today: string, problem: Problem): Question {
  if (it.number !== '') {
    const identifier = anyIdentifier(it.number, today)
    if (identifier === undefined) problem('number', 'Check the number: its check character does not fit')
    else return { by: 'identifier', identifier }
  }
  const born = bornOf(it, today)
  if (nameParts(it.givenName).length === 0) problem('givenName', 'Enter their given name, or a number')
  if (nameParts(it.familyName).length === 0) problem('familyName', 'Enter their family name, or a number')
  if (born?.bornPrecision !== 'day') problem('born-day', 'Enter their whole date of birth, or a number')
  return { by: 'name', givenName: it.givenName, familyName: it.familyName, born: born?.born ?? '' }
}

export const purposes = {
  safeguarding: 'To keep a child or an adult safe now',
  'joint-work': 'To plan help together with whoever helps already',
  'preventing-violence': 'To prevent serious violence',
} as const

/** A question to other agencies: who, for what, and why. */
export const knownForm = (today: string) =>
  z
    .object({
      ...questionFields,
      purpose: z.enum(keysOf(purposes), 'Choose what you ask for'),
      why: why('Say why you ask'),
    })
    .transform((it, context) => ({
      question: questionOf(it, today, problemOf(context)),
      purpose: it.purpose,
      why: it.why,
    }))

/** An emergency: the same question, the agency that holds the record, and the reason. */
export const emergencyForm = (today: string) =>
  z
    .object({
      ...questionFields,
      agency: z.uuid('Choose the agency that holds the record'),
      why: why('Say what the emergency is'),
    })
    .transform((it, context) => ({
      question: questionOf(it, today, problemOf(context)),
      agency: it.agency,
      why: it.why,
    }))

export const reviewForm = z.object({
  outcome: choice(['in order', 'not in order'], 'Choose whether it was in order'),
  words: why('Say why'),
})

export const sealForm = z.object({ why: why('Say why') })
export const decisionForm = z.object({
  request: z.uuid(),
  decision: choice(['agree', 'refuse'], 'Choose whether it may be opened'),
  words: why('Say why'),
})

const day = z
  .string()
  .refine(it => it === '' || isRealDay(it), 'Enter a date such as 2026-03-27')
  .default('')

export const addressForm = z
  .object({
    lines: z.string('Enter the address').trim().min(3, 'Enter the address').max(300, 'Use 300 characters or fewer'),
    postcode: text(10),
    class: choice(['ordinary', 'confidential'], 'Choose who may see it'),
    since: day,
    until: day,
  })
  .transform(it => ({ ...it, since: it.since || null, until: it.until || null }))

export const contactForm = z
  .object({
    kind: choice(['telephone', 'email', 'letter', 'through-someone'], 'Choose how'),
    value: z
      .string('Enter the number, address or person')
      .trim()
      .min(1, 'Enter the number, address or person')
      .max(200, 'Use 200 characters or fewer'),
    safety: choice(['safe', 'ask-first', 'never'], 'Choose whether it is safe'),
    mustNotKnow: text(200),
  })
  .transform(({ mustNotKnow, ...it }) => ({ ...it, must_not_know: mustNotKnow }))

export const deskForm = z.object({
  agency: z.uuid('Choose an agency'),
  name: z
    .string('Enter the name of the desk')
    .trim()
    .min(2, 'Enter the name of the desk')
    .max(100, 'Use 100 characters or fewer'),
  telephone: z
    .string('Enter a telephone number')
    .trim()
    .regex(/^[+\d][\d ]{5,20}$/, 'Enter a telephone number, such as 01926 000 000'),
  hours: z.string('Enter the hours').trim().min(2, 'Enter the hours').max(200, 'Use 200 characters or fewer'),
})
