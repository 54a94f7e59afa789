import { z } from 'zod'

/** A path on this site; anything else becomes the first page. */
export const backPath = z
  .string()
  .regex(/^\/(?![/\\])[^\s]*$/)
  .catch('/')
  .default('/')

/** An e-mail address as it is kept: without spaces around it, in small letters. */
export const emailAddress = z
  .string('Enter an e-mail address')
  .trim()
  .toLowerCase()
  .min(1, 'Enter an e-mail address')
  .max(254, 'Enter an e-mail address of 254 characters or fewer')
  .regex(
    /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/,
    'Enter an e-mail address in the correct format, like name@example.org',
  )

const password = z.string('Enter your password').min(1, 'Enter your password').max(1000, 'Enter your password')

/** Six figures, however they were spaced. */
const figures = z
  .string('Enter the code')
  .transform(code => code.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Enter the 6 figures that your authenticator app shows'))

/** Choosing a synthetic user on the demonstration's sign-in page. */
export const demonstrationSignIn = z.object({
  user: z.string('Choose who to sign in as').min(1, 'Choose who to sign in as'),
  back: backPath,
})

export const localSignIn = z.object({ email: emailAddress, password, back: backPath })
export const secondStep = z.object({ code: figures })
export const again = z.object({ password, code: figures, back: backPath })

export const recoveryRequest = z.object({
  email: emailAddress,
  code: z.string().trim().max(60, 'Enter one recovery code, or leave this empty').default(''),
})

export const newPassword = z.object({
  password: z
    .string('Enter a password')
    .min(1, 'Enter a password')
    .max(1000, 'Password must be 200 characters or fewer'),
})
