import { z } from 'zod'

const line = (what: string, longest: number) =>
  z.string(`Enter ${what}`).trim().min(1, `Enter ${what}`).max(longest, `Use ${longest} characters or fewer`)

export const issuerKey = z
  .string('Enter a short name')
  .regex(/^[a-z][a-z0-9-]{1,40}$/, 'Use 2 to 41 small letters, figures and hyphens, beginning with a letter')

export const issuerForm = z.object({
  name: line('the name that people choose', 100),
  agency: z.string('Choose an agency').min(1, 'Choose an agency'),
  url: z.url({ protocol: /^https?$/, error: 'Enter the address of the issuer, like https://login.example.org' }),
  clientId: line('the client ID', 300),
  clientSecret: z.string().max(1000, 'Use 1,000 characters or fewer').default(''),
  acrValues: z.string().trim().max(500, 'Use 500 characters or fewer').default(''),
  active: z.enum(['yes', 'no'], 'Choose whether people may sign in with it').default('no'),
})

export const newIssuer = issuerForm.extend({ key: issuerKey })

export const claimRuleForm = z.discriminatedUnion(
  'gives',
  [
    z.object({
      gives: z.literal('second-factor'),
      claim: z.enum(['amr', 'acr', 'acrs'], 'For a second factor the claim is amr, acr or acrs'),
      value: line('the value', 500),
    }),
    z.object({
      gives: z.literal('role'),
      claim: line('the name of the claim', 200),
      value: line('the value', 500),
      role: z.string('Choose a role').min(1, 'Choose a role'),
    }),
    z.object({
      gives: z.literal('agency'),
      claim: line('the name of the claim', 200),
      value: line('the value', 500),
      agency: z.string('Choose an agency').min(1, 'Choose an agency'),
    }),
  ],
  'Choose what the claim gives',
)
