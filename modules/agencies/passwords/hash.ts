import { hash, parseOptions, verify } from '@node-rs/argon2'

/** Argon2id with 19 MiB, two passes and one lane: the least that OWASP's password storage cheat sheet allows. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

// A hash of nothing anyone knows: checking against it takes as long as checking against a real one.
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/** The hash of a password, in the usual text form with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/** Whether the password fits. Without a hash it takes as long and says no, so that time does not tell who has an account. */
export async function fits(stored: string | null | undefined, password: string): Promise<boolean> {
  const answer = await verify(stored ?? nobody, password.normalize('NFKC'))
  return stored != null && answer
}

/** Whether a hash was made with less than today's cost. */
export function isWeak(stored: string): boolean {
  const { memoryCost, timeCost } = parseOptions(stored)
  return memoryCost < cost.memoryCost || timeCost < cost.timeCost
}
