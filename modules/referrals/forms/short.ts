import { z } from 'zod'
import { type Urgency, urgencies } from '../rules/clocks.ts'
import { notAsked } from '../rules/moments.ts'
import { choices } from '../rules/words.ts'
import { type ReferralAnswers, wholeReferral } from './asking.ts'

const text = (longest: number) => z.string().trim().max(longest, `Use ${longest} characters or fewer`).default('')
const keysOf = <K extends string>(words: Readonly<Record<K, unknown>>): [K, ...K[]] => Object.keys(words) as [K, ...K[]]
const chosen = <K extends string>(words: Readonly<Record<K, unknown>>, message: string) =>
  z.enum(keysOf(words), message)
/** One of the choices, or nothing. What is no choice is refused by the question of the long form. */
const perhaps = text(40)

const fields = z.object({
  about: chosen(choices.about, 'Choose whom or what this is about'),
  ...{ givenName: text(100), familyName: text(100), aboutAge: text(4) },
  ...{ called: text(100), aboutMany: text(4) },
  ...{ seen: text(4_000), told: text(4_000), think: text(4_000) },
  ...{ strengths: text(2_000), ownWords: text(2_000) },
  urgency: z.enum(keysOf<Urgency>(urgencies), 'Choose how soon help is needed'),
  reachSafety: perhaps,
  reachHow: text(200),
  agrees: perhaps,
  agreesWhy: text(1_000),
  informed: perhaps,
  informedWhy: text(1_000),
})

/** The boxes of the short form that stand for a question of the long one: an error there is shown here. */
const boxes: Readonly<Record<string, string>> = {
  groupName: 'called',
  groupShares: 'called',
  place: 'called',
  'born-day': 'aboutAge',
}

/**
 * The short form: one page, for a visitor after a visit and for an organisation without an account. It asks for nothing of the
 * visit itself. What it leaves out is not known, and says so: no date of birth and no kind, and nobody was asked what happened; the
 * coordinator settles the lawful basis.
 */
export const shortForm: z.ZodType<ReferralAnswers> = z.record(z.string(), z.unknown()).transform((body, context) => {
  const said = fields.safeParse(body)
  if (!said.success) {
    for (const { path, message } of said.error.issues) context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  }
  const whole = wholeReferral.safeParse(longOf(said.data))
  if (whole.success) return whole.data
  for (const { path, message } of whole.error.issues)
    context.addIssue({ code: 'custom', path: [boxes[String(path[0])] ?? path[0] ?? 'form'], message })
  return z.NEVER
})

const left = (value: string): string | undefined => (value === '' ? undefined : value)

function longOf({ called, ...it }: z.output<typeof fields>): Readonly<Record<string, unknown>> {
  return {
    ...it,
    ...{ groupName: called, groupShares: called, place: it.about === 'place' ? called : '' },
    ...(it.strengths === '' ? { strengthsUnknown: 'yes' } : {}),
    noWords: it.ownWords === '' ? 'not-asked' : undefined,
    kinds: ['not-sure'],
    moment: notAsked,
    reachSafety: left(it.reachSafety),
    agrees: left(it.agrees),
    informed: left(it.informed),
    basis: 'not-sure',
  }
}
