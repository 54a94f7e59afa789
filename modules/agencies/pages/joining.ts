import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Flow, type Page, redirect, type Visit, view } from '#platform/module'
import { secretsOf } from '#platform/secrets'
import { newRecoveryCodes, newSetupKey, recoveryDigest, setupAddress, stepOf } from '../authenticator.ts'
import { newPassword, secondStep } from '../forms/sign-in.ts'
import { isCommon } from '../passwords/common.ts'
import { hashPassword } from '../passwords/hash.ts'
import { passwordProblem } from '../rules/password.ts'
import { credentialOf, enrol, knownWords } from '../store/credentials.ts'
import { findLink, type OpenLink, openLink } from '../store/links.ts'
import { finishRecovery } from '../store/recoveries.ts'
import { endSessions } from '../store/sessions.ts'
import { totpPlace } from './local.ts'
import { liveOnly } from './sign-in.ts'

const common = { as: 'sign-in', purpose: 'sign-in' } as const

/** From a link that was sent to a password, an authenticator and recovery codes: for a joiner, and for somebody who comes back. */
export const joiningPages: readonly Page[] = [
  { ...common, method: 'get', path: '/link/:token', handle: liveOnly(linkPage) },
  { ...common, method: 'post', path: '/link/:token', handle: liveOnly(open) },
  { ...common, method: 'get', path: '/joining/password', handle: liveOnly(async visit => passwordPage(visit, [])) },
  { ...common, method: 'post', path: '/joining/password', handle: liveOnly(choosePassword) },
  { ...common, method: 'get', path: '/joining/authenticator', handle: liveOnly(visit => authenticatorPage(visit, [])) },
  { ...common, method: 'post', path: '/joining/authenticator', handle: liveOnly(confirmAuthenticator) },
]

// Looking at the link opens nothing: programs that scan e-mail look at every link, and only people press the button.
async function linkPage(visit: Visit): Promise<Answer> {
  const link = await found(visit)
  return view('agencies/views/link.njk', { title: titles[link.purpose], token: visit.params['token'] })
}

async function open(visit: Visit): Promise<Answer> {
  const link = await found(visit)
  if (!(await openLink(visit.tx, link, visit.now))) throw ended()
  return { kind: 'redirect', to: '/joining/password', flow: joiningFlow(link.account, link.purpose) }
}

async function found({ tx, params, now }: Visit): Promise<OpenLink> {
  const link = await findLink(tx, params['token'] ?? '', now)
  if (link === undefined) throw ended()
  return link
}

const ended = (): NotFound =>
  new NotFound('This link has ended: it works once, and not for long. Ask whoever invited you for a new one.')

const titles = { invitation: 'You have an invitation', recovery: 'Come back to your account' } as const

/** What is kept for the pages that follow: whose password it will be, and why (invitation, recovery or renewal). */
export function joiningFlow(account: string, why: string): Flow {
  return { step: 'joining', account, why }
}

type Joining = {
  readonly account: string
  readonly why: string
  readonly hash: string | undefined
  readonly key: string | undefined
}

/** Who is joining in this browser. What the half hour cannot hold in the open, the set-up key, is kept sealed. */
function joining({ flow, config }: Visit): Joining | undefined {
  if (flow?.['step'] !== 'joining' || flow['account'] === undefined) return undefined
  const { account, why = '', hash, key } = flow
  const opened = key === undefined ? undefined : secretsOf(config).open(Buffer.from(key, 'base64'), totpPlace(account))
  return { account, why, hash, key: opened }
}

const startAgain = redirect('/sign-in')

function passwordPage(visit: Visit, errors: readonly FieldError[]): Answer {
  if (joining(visit) === undefined) return startAgain
  return view(
    'agencies/views/joining-password.njk',
    { title: 'Choose a password', errors: formErrors(errors) },
    errors.length > 0 ? 422 : 200,
  )
}

async function choosePassword(visit: Visit): Promise<Answer> {
  const it = joining(visit)
  if (it === undefined) return startAgain
  const parsed = parseForm(newPassword, visit.body)
  if (!parsed.ok) return passwordPage(visit, parsed.errors)
  const { password } = parsed.value
  const context = [...(await knownWords(visit.tx, it.account)), visit.config.partnership]
  const problem = passwordProblem(password, context, isCommon)
  if (problem !== undefined) return passwordPage(visit, [{ field: 'password', message: problem }])
  const key = secretsOf(visit.config).seal(newSetupKey(), totpPlace(it.account)).toString('base64')
  const flow = { ...joiningFlow(it.account, it.why), hash: await hashPassword(password), key }
  return { kind: 'redirect', to: '/joining/authenticator', flow }
}

async function authenticatorPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = joining(visit)
  if (it?.key === undefined) return startAgain
  const credential = await credentialOf(visit.tx, it.account)
  const data = {
    title: 'Set up an authenticator app',
    back: '/joining/password',
    setupKey: it.key.replace(/(.{4})(?=.)/g, '$1 '),
    setupAddress: setupAddress(it.key, credential?.email ?? ''),
    errors: formErrors(errors),
  }
  return view('agencies/views/joining-authenticator.njk', data, errors.length > 0 ? 422 : 200)
}

async function confirmAuthenticator(visit: Visit): Promise<Answer> {
  const it = joining(visit)
  if (it?.key === undefined || it.hash === undefined) return startAgain
  const parsed = parseForm(secondStep, visit.body)
  if (!parsed.ok) return authenticatorPage(visit, parsed.errors)
  const step = stepOf(it.key, parsed.value.code, visit.now)
  if (step === undefined)
    return authenticatorPage(visit, [
      { field: 'code', message: 'That code is not right. Check the key, and the time on your telephone' },
    ])
  const codes = await finishJoining(visit, { account: it.account, why: it.why, hash: it.hash, key: it.key, step })
  const data = { title: 'Keep your recovery codes', codes }
  return { kind: 'view', template: 'agencies/views/joining-codes.njk', data, flow: null }
}

// Everything at once: until here the old password and authenticator, where there were any, are the ones that count.
async function finishJoining(
  { tx, config, now }: Visit,
  it: { account: string; why: string; hash: string; key: string; step: number },
): Promise<string[]> {
  const codes = newRecoveryCodes()
  const totpSealed = secretsOf(config).seal(it.key, totpPlace(it.account))
  const enrolment = { hash: it.hash, totpSealed, step: it.step, codes: codes.map(recoveryDigest) }
  if (!(await enrol(tx, it.account, enrolment, it.why, now))) throw ended()
  if (it.why === 'recovery') await finishRecovery(tx, it.account, now)
  await endSessions(tx, it.account)
  return codes
}
