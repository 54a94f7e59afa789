import { may } from '#platform/access'
import { KnownError, NotAllowed } from '#platform/errors'
import type { Job } from '#platform/jobs'
import { type Message, postOffice } from '#platform/notify'
import { longTime } from '#platform/views'
import { accountsCollection } from './collections.ts'
import { type LinkPurpose, makeLink } from './store/links.ts'
import { agreedByMe } from './store/recoveries.ts'

/** Sends somebody a link. The token is made here and goes into the message alone: the database keeps its digest. */
export const sendLink: Job = {
  words: 'Sending a link',
  run: async ({ database, config, clock, actor, purpose, payload }) => {
    const account = payload['account'] ?? ''
    const why: LinkPurpose = payload['purpose'] === 'recovery' ? 'recovery' : 'invitation'
    if (config.publicUrl === undefined)
      throw new KnownError('unavailable', 'This server does not know its own address yet: PUBLIC_URL is not set.')
    const allowed = await database.asActor(actor, purpose, tx =>
      why === 'recovery' ? agreedByMe(tx, account) : may(tx, 'manage', accountsCollection),
    )
    if (!allowed) throw new NotAllowed()
    const link = await database.asSystem('sign-in', 'sign-in', tx => makeLink(tx, account, why, clock.now()))
    if (link === undefined) throw new KnownError('conflict', 'There is nothing to send: they came already, or left.')
    await postOffice(config).send(messageOf(why, `${config.publicUrl}/link/${link.token}`, link))
  },
}

const subjects: Readonly<Record<LinkPurpose, string>> = {
  invitation: 'You have an invitation',
  recovery: 'You can come back to your account',
}

/** The message: no names, no place, no reason. Whoever reads over a shoulder learns nothing. */
export function messageOf(
  why: LinkPurpose,
  address: string,
  { email, expires }: { email: string; expires: Date },
): Message {
  const text = `${subjects[why]}. Open it here:\n\n${address}\n\nThe link works once, until ${longTime(expires)}. If you did not expect it, do nothing.`
  return { to: email, subject: subjects[why], text }
}
