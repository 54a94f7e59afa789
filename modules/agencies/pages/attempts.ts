import { record } from '#platform/ledger'
import type { Answer, Visit } from '#platform/module'
import { secretsOf } from '#platform/secrets'
import { forgive, limits, noteFailure, sweepThrottle, type Watched, waitFor } from '#platform/throttle'
import { waitWords } from '../rules/text.ts'
import { noteSignIn } from '../store/credentials.ts'
import { sweepSessions } from '../store/sessions.ts'

/** One try at proving who it is: for a name that was typed (or an account), from an address. */
export type Attempt = {
  readonly watched: readonly Watched[]
  /** The name as it goes to the ledger: blinded, so that a password typed into the wrong box stands nowhere. */
  readonly name: string
  readonly forgiveKey: Buffer
}

/** Begins a try. `step` keeps the waits of different steps apart. */
export function attemptOf(visit: Visit, step: string, name: string): Attempt {
  const { blind } = secretsOf(visit.config)
  const key = blind('name', step, name)
  return {
    watched: [
      { key, limit: limits.name },
      { key: blind('address', visit.address), limit: limits.address },
    ],
    name: blind('ledger', name).toString('hex').slice(0, 16),
    forgiveKey: key,
  }
}

/** A sentence when this try comes too soon, and nothing when it may go on. A try that is refused so is not judged at all. */
export async function tooSoon({ tx, now }: Visit, { watched }: Attempt): Promise<string | undefined> {
  const wait = await waitFor(tx, watched, now)
  return wait === 0 ? undefined : `There were too many tries. Wait ${waitWords(wait)}, then try again.`
}

/** Counts a failed try and writes it down. */
export async function failed(visit: Visit, attempt: Attempt, reason: string, account?: string): Promise<void> {
  await noteFailure(visit.tx, attempt.watched, visit.now)
  await record(visit.tx, {
    action: 'sign-in-failed',
    kind: 'session',
    ...(account === undefined ? {} : { subject: account }),
    detail: { reason, name: attempt.name, address: visit.address },
  })
}

/** The try went well: its waits are forgotten. */
export async function succeeded({ tx }: Visit, attempt: Attempt): Promise<void> {
  await forgive(tx, attempt.forgiveKey)
}

/** Lets somebody in, and brings them to where they wanted to go. */
export async function admit(visit: Visit, account: string, how: string, back: string): Promise<Answer> {
  await noteSignIn(visit.tx, account, how, visit.now)
  await sweepSessions(visit.tx, visit.now)
  await sweepThrottle(visit.tx, visit.now)
  return { kind: 'redirect', to: back, signIn: account, flow: null }
}

/** Takes note that somebody who is signed in has just proved again who they are, and brings them back. */
export async function reassure(visit: Visit, account: string, how: string, back: string): Promise<Answer> {
  await record(visit.tx, { action: 'sign-in', kind: 'session', subject: account, detail: { how, again: true } })
  return { kind: 'redirect', to: back, confirmed: true, flow: null }
}
