import { z } from 'zod'

const line = (message: string, longest: number) =>
  z.string(message).trim().min(2, message).max(longest, `Use ${longest} characters or fewer`)
const why = z
  .string('Say what they said, or why you could not wait')
  .trim()
  .min(10, 'Say what they said, or why you could not wait, in a sentence')
  .max(2_000, 'Use 2,000 characters or fewer')

const reached = {
  contact: line('Enter whom to ask for', 200),
  email: z
    .string('Enter an e-mail address')
    .trim()
    .toLowerCase()
    .max(254, 'Enter a shorter e-mail address')
    .pipe(z.email('Enter an e-mail address, such as name@example.org')),
  telephone: z
    .string('Enter a telephone number')
    .trim()
    .regex(/^\+?[\d ()-]{5,40}$/, 'Enter a telephone number, such as 01926 000000'),
}

export const organisationForm = z.object({ name: line('Enter what the organisation is called', 200), ...reached })
export const reachForm = z.object(reached)

/** What came of ringing the organisation. */
export const callWords = {
  confirmed: 'I rang the number on record: it is theirs',
  'not-reached': 'Nobody answers, and somebody may be harmed: take it up now and ring again',
  'not-theirs': 'I rang the number on record: it is not theirs',
} as const

export type Call = keyof typeof callWords

/** The same, once it was taken up although nobody answered. */
export const againWords: Readonly<Record<Call, string>> = {
  ...callWords,
  'not-reached': 'Nobody answers: I ring again',
}

export const callForm = z.object({
  call: z.enum(['confirmed', 'not-reached', 'not-theirs'], 'Choose what came of the call'),
  callWhy: why,
})
