import { NotFound } from '#platform/errors'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Identity, type Page, redirect, type Visit, view } from '#platform/module'
import { roleNames } from '../roles.ts'
import { lastAccepted } from '../store/agreement.ts'
import { person } from '../store/people.ts'
import { endSession, endSessions, sessionsOf } from '../store/sessions.ts'
import { joiningFlow } from './joining.ts'

const purpose = 'own-account'
export const accountPages: readonly Page[] = [
  { method: 'get', path: '/account', purpose, handle: accountPage },
  { method: 'post', path: '/account/sessions/:id/end', purpose, handle: endOne },
  { method: 'post', path: '/account/sessions/end-others', purpose, handle: endOthers },
  { method: 'post', path: '/account/renew', purpose, fresh: 'minutes', handle: renew },
]

async function accountPage({ tx, who, actor, now, config }: Visit): Promise<Answer> {
  const me = mine(who)
  return view('agencies/views/account.njk', {
    title: 'Your account',
    roles: roleNames(me.roles),
    details: await person(tx, me.id),
    accepted: await lastAccepted(tx, me.id),
    sessions: await sessionsOf(tx, me.id, now),
    current: actor.session,
    live: !config.demonstration,
  })
}

async function endOne({ tx, who, params }: Visit): Promise<Answer> {
  const id = params['id'] ?? ''
  if (!isUuid(id) || !(await endSession(tx, mine(who).id, id))) throw new NotFound()
  await record(tx, { action: 'sign-out', kind: 'session', subject: id })
  return redirect('/account', 'That session has ended.')
}

async function endOthers({ tx, who, actor }: Visit): Promise<Answer> {
  const ended = await endSessions(tx, mine(who).id, actor.session)
  await record(tx, { action: 'sign-out', kind: 'session', detail: { others: ended } })
  return redirect('/account', 'All your other sessions have ended.')
}

/** A new password, authenticator and recovery codes, for somebody who still has the old ones. */
async function renew({ tx, who, config }: Visit): Promise<Answer> {
  const me = mine(who)
  const details = await person(tx, me.id)
  if (config.demonstration || details?.enrolled !== true) throw new NotFound('Your account has no password here.')
  return { kind: 'redirect', to: '/joining/password', flow: joiningFlow(me.id, 'renewal') }
}

function mine(who: Identity | undefined): Identity {
  if (who === undefined) throw new NotFound()
  return who
}
