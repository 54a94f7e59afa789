import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Identity, type Page, redirect, type Visit, view } from '#platform/module'
import { again, backPath } from '../forms/sign-in.ts'
import { fits } from '../passwords/hash.ts'
import { credentialOf } from '../store/credentials.ts'
import { issuerOfAccount } from '../store/issuers.ts'
import { begunHere } from './agency.ts'
import { attemptOf, failed, reassure, succeeded, tooSoon } from './attempts.ts'
import { codeFits } from './local.ts'

const common = { as: 'sign-in', purpose: 'sign-in', path: '/sign-in/again' } as const

/** Proving again who one is, before an export, a break-glass or a change of roles; then back to where one was. */
export const againPages: readonly Page[] = [
  { ...common, method: 'get', handle: visit => signedIn(visit, who => againPage(visit, who, [])) },
  { ...common, method: 'post', handle: visit => signedIn(visit, who => confirm(visit, who)) },
]

async function signedIn({ who }: Visit, handle: (who: Identity) => Promise<Answer>): Promise<Answer> {
  return who === undefined ? redirect('/sign-in') : handle(who)
}

async function againPage(visit: Visit, who: Identity, errors: readonly FieldError[], status = 422): Promise<Answer> {
  const { tx, config, query, body } = visit
  const backTo = backPath.parse(query['back'] ?? body['back'])
  const flow = begunHere()
  const data = {
    title: 'Confirm that it is you',
    backTo,
    ...flow,
    errors: formErrors(errors),
    issuer: config.demonstration ? undefined : await issuerOfAccount(tx, who.id),
  }
  return { ...view('agencies/views/sign-in-again.njk', data, errors.length > 0 ? status : 200), flow }
}

async function confirm(visit: Visit, who: Identity): Promise<Answer> {
  // Nobody in a demonstration has a password: the page is shown, and the button is enough.
  if (visit.config.demonstration) return reassure(visit, who.id, 'demonstration', backPath.parse(visit.body['back']))
  const parsed = parseForm(again, visit.body)
  if (!parsed.ok) return againPage(visit, who, parsed.errors)
  const { password, code, back } = parsed.value
  const credential = await credentialOf(visit.tx, who.id)
  if (credential === undefined) throw new NotFound()
  const attempt = attemptOf(visit, 'again', who.id)
  const soon = await tooSoon(visit, attempt)
  if (soon !== undefined) return againPage(visit, who, [{ field: 'password', message: soon }], 429)
  const right = await fits(credential.password_hash, password)
  if (!right || !(await codeFits(visit, credential, code))) {
    await failed(visit, attempt, right ? 'wrong-code' : 'wrong-password', who.id)
    return againPage(visit, who, [{ field: 'password', message: 'The password or the code is not right' }])
  }
  await succeeded(visit, attempt)
  return reassure(visit, who.id, 'password and authenticator', back)
}
