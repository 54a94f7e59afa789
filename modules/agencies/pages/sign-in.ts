import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { backPath, demonstrationSignIn } from '../forms/sign-in.ts'
import { accountByKey, isDemonstration, syntheticUsers } from '../store/accounts.ts'
import { issuers } from '../store/issuers.ts'
import { begunHere } from './agency.ts'
import { admit } from './attempts.ts'

export const signInPages: readonly Page[] = [
  { method: 'get', path: '/sign-in', as: 'sign-in', purpose: 'sign-in', handle: visit => signInPage(visit, []) },
  { method: 'post', path: '/sign-in', as: 'sign-in', purpose: 'sign-in', handle: demonstrationOnly(signInAsInvented) },
  { method: 'post', path: '/sign-out', purpose: 'sign-in', whileOwing: true, handle: signOut },
]

/**
 * Whether this is a demonstration. The setting and the database must both say so: where they differ, where the database is
 * live, nobody chooses who to be.
 */
async function inDemonstration({ tx, config }: Visit): Promise<boolean> {
  return config.demonstration && (await isDemonstration(tx)) !== false
}

/** A page of real sign-in: a demonstration, where everyone is invented, has none. */
export function liveOnly(handle: (visit: Visit) => Promise<Answer>): (visit: Visit) => Promise<Answer> {
  return async visit => {
    if (visit.config.demonstration) throw new NotFound('A demonstration has no real sign-in.')
    return handle(visit)
  }
}

function demonstrationOnly(handle: (visit: Visit) => Promise<Answer>): (visit: Visit) => Promise<Answer> {
  return async visit => {
    if (!(await inDemonstration(visit))) throw new NotFound()
    return handle(visit)
  }
}

async function signInPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const backTo = backPath.parse(visit.query['back'] ?? visit.body['back'])
  if (await inDemonstration(visit))
    return view(
      'agencies/views/sign-in-demonstration.njk',
      {
        title: 'Sign in to the demonstration',
        people: await syntheticUsers(visit.tx),
        errors: formErrors(errors),
        backTo,
      },
      errors.length > 0 ? 422 : 200,
    )
  const active = (await issuers(visit.tx)).filter(it => it.active)
  const flow = begunHere()
  return { ...view('agencies/views/sign-in.njk', { title: 'Sign in', issuers: active, backTo, ...flow }), flow }
}

async function signInAsInvented(visit: Visit): Promise<Answer> {
  const parsed = parseForm(demonstrationSignIn, visit.body)
  if (!parsed.ok) return signInPage(visit, parsed.errors)
  const account = await accountByKey(visit.tx, parsed.value.user)
  if (account?.synthetic !== true)
    return signInPage(visit, [{ field: 'user', message: 'Choose one of the people listed' }])
  return admit(visit, account.id, 'demonstration', parsed.value.back)
}

async function signOut({ tx }: Visit): Promise<Answer> {
  await record(tx, { action: 'sign-out', kind: 'session' })
  return { kind: 'redirect', to: '/sign-in', signOut: true }
}
