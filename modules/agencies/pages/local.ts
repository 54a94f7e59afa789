import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { secretsOf } from '#platform/secrets'
import { stepOf } from '../authenticator.ts'
import { backPath, localSignIn, secondStep } from '../forms/sign-in.ts'
import { fits, hashPassword, isWeak } from '../passwords/hash.ts'
import { type Credential, credentialByEmail, credentialOf, saveHash, useStep } from '../store/credentials.ts'
import { admit, attemptOf, failed, succeeded, tooSoon } from './attempts.ts'
import { liveOnly } from './sign-in.ts'

const common = { as: 'sign-in', purpose: 'sign-in' } as const

export const localPages: readonly Page[] = [
  { ...common, method: 'get', path: '/sign-in/local', handle: liveOnly(async visit => passwordPage(visit, [])) },
  { ...common, method: 'post', path: '/sign-in/local', handle: liveOnly(checkPassword) },
  { ...common, method: 'get', path: '/sign-in/code', handle: liveOnly(async visit => codePage(visit, [])) },
  { ...common, method: 'post', path: '/sign-in/code', handle: liveOnly(checkCode) },
]

function passwordPage({ query, body }: Visit, errors: readonly FieldError[], status = 422): Answer {
  const data = {
    title: 'Sign in with a Breakwater account',
    back: '/sign-in',
    email: typeof body['email'] === 'string' ? body['email'] : '',
    backTo: backPath.parse(query['back'] ?? body['back']),
    errors: formErrors(errors),
  }
  return view('agencies/views/sign-in-local.njk', data, errors.length > 0 ? status : 200)
}

// One sentence for an address that nobody has, a wrong password, and somebody who left: it tells none of them apart.
const wrong: FieldError = { field: 'email', message: 'The e-mail address or the password is not right' }

async function checkPassword(visit: Visit): Promise<Answer> {
  const parsed = parseForm(localSignIn, visit.body)
  if (!parsed.ok) return passwordPage(visit, parsed.errors)
  const { email, password, back } = parsed.value
  const attempt = attemptOf(visit, 'password', email)
  const soon = await tooSoon(visit, attempt)
  if (soon !== undefined) return passwordPage(visit, [{ field: 'email', message: soon }], 429)
  const credential = await credentialByEmail(visit.tx, email)
  const right = await fits(credential?.password_hash, password)
  if (credential === undefined || !right || !credential.active) {
    const reason = credential === undefined ? 'no-account' : right ? 'left' : 'wrong-password'
    await failed(visit, attempt, reason, credential?.account)
    return passwordPage(visit, [wrong])
  }
  if (isWeak(credential.password_hash ?? '')) await saveHash(visit.tx, credential.account, await hashPassword(password))
  const flow = { step: 'code', account: credential.account, back, name: email }
  return { kind: 'redirect', to: '/sign-in/code', flow }
}

function codePage({ flow }: Visit, errors: readonly FieldError[], status = 422): Answer {
  if (flow?.['step'] !== 'code') return redirect('/sign-in/local')
  const data = { title: 'Enter the code from your app', back: '/sign-in/local', errors: formErrors(errors) }
  return view('agencies/views/sign-in-code.njk', data, errors.length > 0 ? status : 200)
}

async function checkCode(visit: Visit): Promise<Answer> {
  const { step, account, back = '/', name = '' } = visit.flow ?? {}
  if (step !== 'code' || account === undefined) return redirect('/sign-in/local')
  const parsed = parseForm(secondStep, visit.body)
  if (!parsed.ok) return codePage(visit, parsed.errors)
  const attempt = attemptOf(visit, 'code', account)
  const soon = await tooSoon(visit, attempt)
  if (soon !== undefined) return codePage(visit, [{ field: 'code', message: soon }], 429)
  const credential = await credentialOf(visit.tx, account)
  if (credential === undefined || !credential.active || !(await codeFits(visit, credential, parsed.value.code))) {
    await failed(visit, attempt, credential?.active === true ? 'wrong-code' : 'left', account)
    return codePage(visit, [
      { field: 'code', message: 'That code is not right, or it was used already. Wait for the next one' },
    ])
  }
  await succeeded(visit, attempt)
  await succeeded(visit, attemptOf(visit, 'password', name))
  return admit(visit, account, 'password and authenticator', back)
}

/** Whether the code is this person's, now, and was not used before. */
export async function codeFits({ tx, config, now }: Visit, credential: Credential, code: string): Promise<boolean> {
  if (credential.totp_sealed === null) return false
  const key = secretsOf(config).open(credential.totp_sealed, totpPlace(credential.account))
  const step = stepOf(key, code, now)
  return step !== undefined && (await useStep(tx, credential.account, step))
}

/** Where the set-up key of an account stands: sealed for there, it opens nowhere else. */
export function totpPlace(account: string): string {
  return `authenticator ${account}`
}
