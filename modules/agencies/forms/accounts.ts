import { z } from 'zod'
import { everyRole, type Role } from '../roles.ts'
import { checks } from '../rules/recovery.ts'
import { emailAddress } from './sign-in.ts'

const line = (what: string, longest: number) =>
  z.string(`Enter ${what}`).trim().min(1, `Enter ${what}`).max(longest, `Use ${longest} characters or fewer`)

/** One box ticked arrives as a word, several as a list. */
const roles = z
  .preprocess(value => (typeof value === 'string' ? [value] : (value ?? [])), z.array(z.string()))
  .refine(list => list.length > 0, 'Choose at least one role')
  .refine(list => list.every(role => everyRole.includes(role as Role)), 'Choose from the roles listed')

const agency = z.string('Choose an agency').min(1, 'Choose an agency')
const why = line('why', 500)

export const invitation = z.object({
  name: line('their full name', 200),
  jobTitle: line('their job title', 200),
  email: emailAddress,
  agency,
  roles,
  sponsor: z.uuid('Choose who vouches for them'),
})

export const move = z.object({
  jobTitle: line('their job title', 200),
  agency,
  roles,
  sponsor: z.union([z.uuid(), z.literal('')], 'Choose who vouches for them').default(''),
  why,
})

export const stop = z.object({ why })

export const recoveryDecision = z.discriminatedUnion(
  'decision',
  [
    z.object({
      decision: z.literal('agree'),
      howChecked: z.enum(Object.keys(checks) as (keyof typeof checks)[], 'Say how you made sure that it is them'),
    }),
    z.object({ decision: z.literal('refuse') }),
  ],
  'Choose whether they may come back',
)

export const acceptance = z.object({
  version: z.coerce.number().int(),
  accepted: z.literal('yes', 'Tick the box to accept the agreement'),
})

export const newAgreement = z.object({
  title: line('a title', 200),
  body: line('the text', 50_000),
})
