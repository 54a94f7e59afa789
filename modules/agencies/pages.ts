import { content } from '#modules/model'
import { NotFound } from '#platform/errors'
import { formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { demonstrationSignIn } from './forms.ts'
import { accountByKey, accounts, agencies, groups } from './store.ts'

export const pages: readonly Page[] = [
  { method: 'get', path: '/sign-in', as: 'sign-in', purpose: 'sign-in', handle: visit => signInPage(visit, []) },
  { method: 'post', path: '/sign-in', as: 'sign-in', purpose: 'sign-in', handle: signIn },
  { method: 'post', path: '/sign-out', purpose: 'sign-in', handle: signOut },
  {
    method: 'get',
    path: '/agencies',
    purpose: 'reference',
    handle: async ({ tx }) =>
      view('agencies/views/agencies.njk', {
        title: 'Who takes part',
        agencies: await agencies(tx),
        functions: await content(tx, 'functions'),
        kinds: await content(tx, 'agencyKinds'),
      }),
  },
  {
    method: 'get',
    path: '/agencies/groups',
    purpose: 'reference',
    handle: async ({ tx }) =>
      view('agencies/views/groups.njk', {
        title: 'Boards and groups',
        back: { href: '/agencies', text: 'Who takes part' },
        groups: await groups(tx),
        rules: await content(tx, 'escalationRules'),
        levels: await content(tx, 'operatingLevels'),
      }),
  },
]

// Only a demonstration may ask "who would you like to be"; a live database never shows this page.
async function signInPage(
  { tx, config, query }: Visit,
  errors: readonly { field: string; message: string }[],
): Promise<Answer> {
  if (!config.demonstration) throw new NotFound('Sign-in for live use is not set up on this server yet.')
  const people = await accounts(tx)
  return view(
    'agencies/views/sign-in.njk',
    { title: 'Sign in to the demonstration', people, errors: formErrors(errors), backTo: query['back'] ?? '/' },
    errors.length > 0 ? 422 : 200,
  )
}

async function signIn(visit: Visit): Promise<Answer> {
  const parsed = parseForm(demonstrationSignIn, visit.body)
  if (!parsed.ok) return signInPage(visit, parsed.errors)
  if (!visit.config.demonstration) throw new NotFound()
  const account = await accountByKey(visit.tx, parsed.value.user)
  if (account === undefined) return signInPage(visit, [{ field: 'user', message: 'Choose one of the people listed' }])
  await record(visit.tx, { action: 'sign-in', kind: 'session', subject: account.id, detail: { how: 'demonstration' } })
  return { kind: 'redirect', to: parsed.value.back, signIn: account.id }
}

async function signOut({ tx }: Visit): Promise<Answer> {
  await record(tx, { action: 'sign-out', kind: 'session' })
  return { ...redirect('/sign-in'), kind: 'redirect', to: '/sign-in', signOut: true }
}
