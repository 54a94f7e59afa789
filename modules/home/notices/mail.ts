import { addressesOf } from '#modules/agencies'
import { ukDay, ukMoment } from '#platform/clock'
import type { Config } from '#platform/config'
import type { Database } from '#platform/database'
import { KnownError } from '#platform/errors'
import { type PostOffice, postOffice } from '#platform/notify'
import { noteMailed, sweepNotices, takeDue, type Waiting } from '../store/notices.ts'
import { digestCovers } from './rules.ts'

type Settings = Pick<Config, 'publicUrl' | 'port' | 'smtpUrl' | 'mailFrom' | 'notify' | 'dataDir'>

/**
 * Tells people by e-mail that notices wait: how many, and where to sign in. Returns how many messages were handed over. Where one cannot
 * be, the others still go; then it throws `unavailable`, and whoever was not told is told ten minutes later.
 */
export async function mailNotices(
  database: Database,
  config: Settings,
  now: Date,
  office: PostOffice = postOffice(config),
): Promise<number> {
  const until = digestCovers(now, ukDay(now), ukMoment)
  const due = await database.asSystem('worker', 'notices', tx => takeDue(tx, now, until))
  if (due.length === 0) return 0
  const addresses = await database.asSystem('sign-in', 'notices', tx =>
    addressesOf(
      tx,
      due.map(({ actor }) => actor),
    ),
  )
  const page = `${config.publicUrl ?? `http://localhost:${config.port}`}/inbox`
  let sent = 0
  let later: KnownError | undefined
  for (const waiting of due) {
    const outcome = await tell(office, addresses.get(waiting.actor), waiting, page)
    if (outcome instanceof KnownError) later = outcome
    else {
      await database.asSystem('worker', 'notices', tx => noteMailed(tx, waiting.actor, now, now))
      sent += outcome === 'sent' ? 1 : 0
    }
  }
  if (later !== undefined) throw later
  return sent
}

/** Sends to one person. Whoever has no address, or one that is never taken, reads their notices when they next sign in. */
async function tell(
  office: PostOffice,
  to: string | undefined,
  { count, urgent }: Waiting,
  address: string,
): Promise<'sent' | 'no way' | KnownError> {
  if (to === undefined) return 'no way'
  try {
    await office.send(to, { kind: 'waiting', count, urgent, address })
    return 'sent'
  } catch (error) {
    if (!(error instanceof KnownError)) throw error
    return error.code === 'unavailable' ? error : 'no way'
  }
}

export async function forgetOld(database: Database, now: Date): Promise<void> {
  await database.asSystem('worker', 'notices', tx => sweepNotices(tx, now))
}
