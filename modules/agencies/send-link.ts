import { may } from '#platform/access'
import { KnownError, NotAllowed } from '#platform/errors'
import type { Job } from '#platform/jobs'
import { postOffice } from '#platform/notify'
import { accountsCollection } from './collections.ts'
import { type LinkPurpose, makeLink } from './store/links.ts'
import { agreedByMe } from './store/recoveries.ts'

/** Sends somebody a link. The token is made here and goes into the message alone: the database keeps its digest. */
export const sendLink: Job = {
  words: 'Sending a link',
  retries: true,
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
    const address = `${config.publicUrl}/link/${link.token}`
    await postOffice(config).send(link.email, { kind: why, address, expires: link.expires })
  },
}
