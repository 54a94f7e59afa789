import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { isLoopback } from '#platform/notify'
import { secretsOf } from '#platform/secrets'
import { claimRuleForm, issuerForm, newIssuer } from '../forms/issuers.ts'
import { callbackOf } from '../oidc/client.ts'
import { everyRole, roles } from '../roles.ts'
import { type ClaimRule, issuerProblems } from '../rules/claims.ts'
import { agencies } from '../store/agencies.ts'
import * as store from '../store/issuers.ts'
import { clientSecretPlace } from './agency.ts'

const look = { purpose: 'accounts', roles: ['administrator', 'governance'] } as const
const change = { purpose: 'accounts', roles: ['administrator'], fresh: 'minutes' } as const
const at = '/accounts/issuers/:key'

/** Where agencies' own people sign in, and what their claims give them here. */
export const issuerPages: readonly Page[] = [
  { ...look, method: 'get', path: '/accounts/issuers', handle: listPage },
  { ...change, method: 'get', path: '/accounts/issuers/new', handle: visit => newPage(visit, []) },
  { ...change, method: 'post', path: '/accounts/issuers/new', handle: add },
  { ...change, method: 'get', path: at, handle: visit => issuerPage(visit, [], []) },
  { ...change, method: 'post', path: at, handle: save },
  { ...change, method: 'post', path: `${at}/rules`, handle: addRule },
  { ...change, method: 'post', path: `${at}/rules/:rule/remove`, handle: removeRule },
]

async function listPage({ tx }: Visit): Promise<Answer> {
  return view('agencies/views/issuers.njk', {
    title: 'Sign-in by agency',
    back: { href: '/accounts', text: 'People who can sign in' },
    issuers: await store.issuers(tx),
  })
}

async function newPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const data = {
    title: 'Add an agency’s sign-in',
    back: { href: '/accounts/issuers', text: 'Sign-in by agency' },
    agencies: await agencies(visit.tx),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('agencies/views/issuer-new.njk', data, errors.length > 0 ? 422 : 200)
}

async function add(visit: Visit): Promise<Answer> {
  const parsed = parseForm(newIssuer, visit.body)
  if (!parsed.ok) return newPage(visit, parsed.errors)
  const { key, ...form } = parsed.value
  if ((await store.issuerByKey(visit.tx, key)) !== undefined)
    return newPage(visit, [{ field: 'key', message: 'There is an issuer with this short name already' }])
  const problem = await formProblem(visit, form.agency, form.url)
  if (problem !== undefined) return newPage(visit, [problem])
  await keep(visit, key, { ...form, active: 'no' })
  return redirect(`/accounts/issuers/${key}`, 'Added. Now say what its claims give, then switch it on.')
}

// Without TLS anyone on the way could sign in as anyone. Only an issuer on this machine may do without, where the setting says so.
async function formProblem({ tx, config }: Visit, agency: string, url: string): Promise<FieldError | undefined> {
  const address = new URL(url)
  const local = config.loopbackIssuers && isLoopback(address)
  if (address.protocol !== 'https:' && !local) return { field: 'url', message: 'The address must begin with https://' }
  const known = (await agencies(tx)).some(({ key }) => key === agency)
  return known ? undefined : { field: 'agency', message: 'Choose an agency' }
}

type Form = {
  name: string
  agency: string
  url: string
  clientId: string
  clientSecret: string
  acrValues: string
  active: 'yes' | 'no'
}

async function keep({ tx, config }: Visit, key: string, form: Form): Promise<void> {
  const { agency: agencyKey, clientSecret, active, ...rest } = form
  const place = clientSecretPlace(store.issuerId(key))
  const sealed = clientSecret === '' ? undefined : secretsOf(config).seal(clientSecret, place)
  await store.saveIssuer(tx, { ...rest, key, agencyKey, active: active === 'yes' }, sealed)
}

async function issuerOf({ tx, params }: Visit): Promise<store.Issuer> {
  const issuer = await store.issuerByKey(tx, params['key'] ?? '')
  if (issuer === undefined) throw new NotFound()
  return issuer
}

async function issuerPage(
  visit: Visit,
  errors: readonly FieldError[],
  ruleErrors: readonly FieldError[],
): Promise<Answer> {
  const issuer = await issuerOf(visit)
  const publicUrl = visit.config.publicUrl ?? 'https://(this server)'
  const data = {
    title: issuer.name,
    back: { href: '/accounts/issuers', text: 'Sign-in by agency' },
    issuer,
    rules: await store.claimRules(visit.tx, issuer.id),
    callback: callbackOf(issuer, { publicUrl }),
    agencies: await agencies(visit.tx),
    roleChoices: everyRole.map(key => ({ key, name: roles[key] })),
    answers: errors.length > 0 ? visit.body : formOf(issuer),
    rule: ruleErrors.length > 0 ? visit.body : {},
    errors: formErrors([...errors, ...ruleErrors]),
  }
  return view('agencies/views/issuer.njk', data, errors.length + ruleErrors.length > 0 ? 422 : 200)
}

function formOf(it: store.Issuer) {
  const { name, url, agency_key: agency, client_id: clientId, acr_values: acrValues } = it
  return { name, url, agency, clientId, acrValues, active: it.active ? 'yes' : 'no' }
}

async function save(visit: Visit): Promise<Answer> {
  const issuer = await issuerOf(visit)
  const parsed = parseForm(issuerForm, visit.body)
  if (!parsed.ok) return issuerPage(visit, parsed.errors, [])
  const problem = await formProblem(visit, parsed.value.agency, parsed.value.url)
  if (problem !== undefined) return issuerPage(visit, [problem], [])
  const [missing] = issuerProblems(await store.claimRules(visit.tx, issuer.id))
  if (parsed.value.active === 'yes' && missing !== undefined)
    return issuerPage(visit, [{ field: 'active', message: missing }], [])
  await keep(visit, issuer.key, parsed.value)
  return redirect(`/accounts/issuers/${issuer.key}`, 'Saved.')
}

async function addRule(visit: Visit): Promise<Answer> {
  const issuer = await issuerOf(visit)
  const parsed = parseForm(claimRuleForm, visit.body)
  if (!parsed.ok) return issuerPage(visit, [], parsed.errors)
  const { gives, claim, value } = parsed.value
  const key = gives === 'role' ? parsed.value.role : gives === 'agency' ? parsed.value.agency : value
  const known =
    gives === 'agency' ? (await agencies(visit.tx)).map(it => it.key) : gives === 'role' ? everyRole : [value]
  if (!known.some(it => it === key)) return issuerPage(visit, [], [{ field: gives, message: 'Choose from the list' }])
  await store.addClaimRule(visit.tx, issuer.id, { gives, claim, value, key })
  return redirect(`/accounts/issuers/${issuer.key}`, 'The rule is added. It counts from the next sign-in on.')
}

async function removeRule(visit: Visit): Promise<Answer> {
  const issuer = await issuerOf(visit)
  const id = visit.params['rule'] ?? ''
  const rules: (ClaimRule & { id: string })[] = await store.claimRules(visit.tx, issuer.id)
  if (!isUuid(id) || !rules.some(rule => rule.id === id)) throw new NotFound()
  if (issuer.active && issuerProblems(rules.filter(rule => rule.id !== id)).length > 0)
    throw new Conflict('People sign in by this rule. Switch the issuer off first, or add another rule.')
  await store.removeClaimRule(visit.tx, issuer.id, id)
  return redirect(`/accounts/issuers/${issuer.key}`, 'The rule is removed.')
}
