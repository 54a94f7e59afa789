import { may } from '#platform/access'
import { KnownError, NotAllowed } from '#platform/errors'
import type { Job } from '#platform/jobs'
import { postOffice } from '#platform/notify'
import { referralsCollection } from './collections.ts'
import { tellOfCall } from './late.ts'
import { referenceOf } from './rules/titles.ts'
import { addressOf, makeLink } from './store/links.ts'

const purpose = 'referral-by-link'

/** Sends an organisation its link. The token is made here and goes into the message alone: the database keeps its digest. */
export const askingLink: Job = {
  words: 'Sending a link',
  retries: true,
  run: async ({ database, config, clock, actor, payload }) => {
    // A demonstration is reached from this machine alone, so its address is known without a setting.
    const publicUrl = config.publicUrl ?? (config.demonstration ? `http://localhost:${config.port}` : undefined)
    if (publicUrl === undefined)
      throw new KnownError('unavailable', 'This server does not know its own address yet: PUBLIC_URL is not set.')
    if (!(await database.asActor(actor, purpose, tx => may(tx, 'write', referralsCollection)))) throw new NotAllowed()
    const organisation = payload['organisation'] ?? ''
    const link = await database.asSystem('sign-in', purpose, tx => makeLink(tx, organisation, actor.id, clock.now()))
    if (link === undefined) throw new KnownError('conflict', 'There is nowhere to send it: the organisation has ended.')
    const { email, token, expires } = link
    await postOffice(config).send(email, { kind: 'form', address: `${publicUrl}/refer/${token}`, expires })
  },
}

/**
 * Tells an organisation without an account that something was received or is closed: by its reference, and nothing of it. Those who
 * sort are told first, at once, when what was received cannot wait.
 */
export const referralLetter: Job = {
  words: 'Sending a short letter',
  retries: true,
  run: async ({ database, config, clock, payload }) => {
    if (payload['what'] === 'received')
      await database.asSystem('worker', purpose, tx => tellOfCall(tx, payload['referral'] ?? '', clock.now()))
    const what = payload['what'] === 'closed' ? 'closed' : 'received'
    const email = await database.asSystem('sign-in', purpose, tx => addressOf(tx, payload['organisation'] ?? ''))
    if (email === undefined) return
    // Six signs of the id tell whoever sent it which one is meant.
    await postOffice(config).send(email, { kind: what, reference: referenceOf(payload['referral'] ?? '') })
  },
}
