import { Conflict, NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { askForJob } from '#platform/jobs'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { recoveryDigest } from '../authenticator.ts'
import { recoveryDecision } from '../forms/accounts.ts'
import { recoveryRequest } from '../forms/sign-in.ts'
import { checks, mayDecide, recoveryState } from '../rules/recovery.ts'
import { agencyOf } from '../store/accounts.ts'
import { credentialByEmail, useRecoveryCode } from '../store/credentials.ts'
import { askForRecovery, decideRecovery, type Recovery, recovery, waitingRecoveries } from '../store/recoveries.ts'
import { attemptOf, failed, tooSoon } from './attempts.ts'
import { liveOnly } from './sign-in.ts'

const asking = { as: 'sign-in', purpose: 'sign-in', path: '/sign-in/recover' } as const
const deciding = { purpose: 'accounts', fresh: 'minutes' } as const

export const recoveryPages: readonly Page[] = [
  { ...asking, method: 'get', handle: liveOnly(async visit => askPage(visit, [])) },
  { ...asking, method: 'post', handle: liveOnly(ask) },
  { method: 'get', path: '/recoveries', purpose: 'accounts', handle: list },
  { ...deciding, method: 'get', path: '/recoveries/:id', handle: visit => decidePage(visit, []) },
  { ...deciding, method: 'post', path: '/recoveries/:id', handle: decide },
]

function askPage({ body }: Visit, errors: readonly FieldError[], status = 422): Answer {
  const data = {
    title: 'I cannot sign in',
    back: '/sign-in/local',
    email: typeof body['email'] === 'string' ? body['email'] : '',
    errors: formErrors(errors),
  }
  return view('agencies/views/recover.njk', data, errors.length > 0 ? status : 200)
}

// The answer is the same whether or not there is such an account, and asking counts like a failed try.
async function ask(visit: Visit): Promise<Answer> {
  const parsed = parseForm(recoveryRequest, visit.body)
  if (!parsed.ok) return askPage(visit, parsed.errors)
  const { email, code } = parsed.value
  const attempt = attemptOf(visit, 'recover', email)
  const soon = await tooSoon(visit, attempt)
  if (soon !== undefined) return askPage(visit, [{ field: 'email', message: soon }], 429)
  const credential = await credentialByEmail(visit.tx, email)
  await failed(visit, attempt, 'recovery-asked', credential?.account)
  if (credential?.active === true && credential.password_hash !== null) {
    const { account } = credential
    const codeShown = code !== '' && (await useRecoveryCode(visit.tx, account, recoveryDigest(code), visit.now))
    await askForRecovery(visit.tx, account, codeShown, visit.now)
  }
  return view('agencies/views/recover-asked.njk', { title: 'Now tell somebody who knows you' })
}

async function list({ tx, now }: Visit): Promise<Answer> {
  const waiting = await waitingRecoveries(tx, now)
  return view('agencies/views/recoveries.njk', { title: 'People who cannot sign in', waiting })
}

/** The request, when it is for this person to decide. Whoever may not even know of it is told that there is nothing. */
async function requestOf({ tx, who, params }: Visit): Promise<Recovery> {
  const id = params['id'] ?? ''
  const request = isUuid(id) ? await recovery(tx, id) : undefined
  if (request === undefined || who === undefined) throw new NotFound()
  const agency = (await agencyOf(tx, who.id)) ?? ''
  const decider = { id: who.id, agency, administrator: who.roles.includes('administrator') }
  if (!mayDecide(decider, request))
    throw new NotAllowed(
      'Only the person who vouches for them, or another administrator of their agency, may decide this.',
    )
  return request
}

async function decidePage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const request = await requestOf(visit)
  const data = {
    title: `${request.name} cannot sign in`,
    back: '/recoveries',
    request,
    state: recoveryState(request, visit.now),
    checks,
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('agencies/views/recovery.njk', data, errors.length > 0 ? 422 : 200)
}

async function decide(visit: Visit): Promise<Answer> {
  const request = await requestOf(visit)
  const parsed = parseForm(recoveryDecision, visit.body)
  if (!parsed.ok) return decidePage(visit, parsed.errors)
  if (recoveryState(request, visit.now) !== 'waiting')
    throw new Conflict('This request was decided already, or it lapsed.')
  const agreed = parsed.value.decision === 'agree'
  const howChecked = parsed.value.decision === 'agree' ? parsed.value.howChecked : undefined
  if (!(await decideRecovery(visit.tx, request, { agreed, howChecked }, visit.now))) throw new Conflict()
  if (!agreed) return redirect('/recoveries', 'Written down: they may not come back this way.')
  const job = await askForJob(visit.tx, 'sign-in-link', 'accounts', { account: request.account, purpose: 'recovery' })
  return redirect(`/jobs/${job}?next=/recoveries`)
}
