import { z } from 'zod'

/** Choosing a synthetic user on the demonstration's sign-in page. `back` may only be a path on this site. */
export const demonstrationSignIn = z.object({
  user: z.string('Choose who to sign in as').min(1, 'Choose who to sign in as'),
  back: z
    .string()
    .regex(/^\/(?![/\\])[^\s]*$/)
    .catch('/')
    .default('/'),
})
