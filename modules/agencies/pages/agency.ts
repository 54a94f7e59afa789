import { randomUUID } from 'node:crypto'
import { KnownError, NotFound } from '#platform/errors'
import { type Answer, type Arrival, type Handle, type Page, redirect, type Visit } from '#platform/module'
import { secretsOf } from '#platform/secrets'
import { backPath } from '../forms/sign-in.ts'
import { type Issuer as Asked, type Asking, begin, finish, type Outcome } from '../oidc/client.ts'
import { mapClaims } from '../rules/claims.ts'
import * as store from '../store/issuers.ts'
import { admit, attemptOf, failed, reassure, tooSoon } from './attempts.ts'

const common = { as: 'sign-in', purpose: 'sign-in', method: 'get' } as const

/** Sign-in through one's own agency (OpenID Connect). The agency is asked before the transaction begins, never within it. */
export const agencyPages: readonly Page[] = [
  { ...common, path: '/sign-in/agency/:key', before: setOut },
  { ...common, path: '/sign-in/agency/:key/callback', before: comeBack },
]

/** What a page puts aside, and into its links to agencies: a link that another site made begins nothing. */
export function begunHere(): { readonly begun: string } {
  return { begun: randomUUID() }
}

async function setOut(arrival: Arrival): Promise<Handle> {
  const { issuer, asked } = await issuerOf(arrival)
  const { query, flow } = arrival
  const again = query['again'] === 'yes'
  const back = backPath.parse(query['back'])
  if (query['begun'] === undefined || query['begun'] !== flow?.['begun'])
    return async () => redirect(`/sign-in${again ? '/again' : ''}?back=${encodeURIComponent(back)}`)
  const started = await begin(asked, askingOf(arrival), again).catch(() => undefined)
  return async () =>
    started === undefined
      ? refusal(issuer, 'unreachable')
      : { kind: 'redirect', to: started.to, flow: { ...started.flow, back } }
}

async function comeBack(arrival: Arrival): Promise<Handle> {
  const { issuer, asked } = await issuerOf(arrival)
  const outcome = await finish(asked, askingOf(arrival), arrival.flow, arrival.query)
  return visit => receive(visit, issuer, outcome)
}

async function issuerOf({ database, config, params }: Arrival): Promise<{ issuer: store.Issuer; asked: Asked }> {
  if (config.demonstration) throw new NotFound('A demonstration has no real sign-in.')
  return database.asSystem('sign-in', 'sign-in', async tx => {
    const issuer = await store.issuerByKey(tx, params['key'] ?? '')
    if (issuer?.active !== true) throw new NotFound()
    const sealed = await store.sealedClientSecret(tx, issuer.id)
    const clientSecret = sealed === undefined ? undefined : secretsOf(config).open(sealed, clientSecretPlace(issuer.id))
    const { key, url, client_id: clientId, acr_values: acrValues } = issuer
    return { issuer, asked: { key, url, clientId, clientSecret, acrValues } }
  })
}

/** Where the client secret of an issuer stands: sealed for there, it opens nowhere else. */
export function clientSecretPlace(issuer: string): string {
  return `client secret ${issuer}`
}

function askingOf({ config }: Arrival): Asking {
  const { publicUrl, loopbackIssuers } = config
  if (publicUrl === undefined)
    throw new KnownError('unavailable', 'This server does not know its own address yet: PUBLIC_URL is not set.')
  return { publicUrl, loopbackIssuers }
}

// Whatever comes back, what was kept for it is used up.
async function receive(visit: Visit, issuer: store.Issuer, outcome: Outcome): Promise<Answer> {
  const attempt = attemptOf(visit, 'agency', issuer.key)
  const onAddress = { ...attempt, watched: attempt.watched.slice(1) }
  const soon = await tooSoon(visit, onAddress)
  if (soon !== undefined) throw new KnownError('too-many', soon)
  const refuse = async (reason: Reason, code: string, account?: string): Promise<Answer> => {
    await failed(visit, onAddress, `${reason}: ${code}`, account)
    return refusal(issuer, reason)
  }
  if (!outcome.ok) return refuse(outcome.reason, outcome.code)
  const known = await store.accountOfSubject(visit.tx, issuer.id, outcome.subject)
  if (known?.active === false) return refuse('left', 'account', known.id)
  const mapped = mapClaims(outcome.claims, await store.claimRules(visit.tx, issuer.id), issuer.agency_key)
  if (!mapped.ok) return refuse(mapped.reason, 'claims', known?.id)
  const back = backPath.parse(visit.flow?.['back'])
  if (visit.flow?.['again'] !== undefined)
    return known !== undefined && known.id === visit.who?.id
      ? reassure(visit, known.id, issuer.key, back)
      : refuse('somebody-else', 'subject', known?.id)
  const { claims, subject } = outcome
  const name = textOf(claims, 'name', 'preferred_username') ?? 'Name not given'
  const jobTitle = textOf(claims, 'job_title', 'jobTitle') ?? 'Job title not given'
  const who = { name, jobTitle, agencyKey: mapped.agency, roles: mapped.roles }
  const id = known?.id ?? (await store.addOutsider(visit.tx, { ...who, issuer: issuer.id, subject }))
  await store.followClaims(visit.tx, id, who)
  return admit(visit, id, issuer.key, back)
}

function textOf(claims: Readonly<Record<string, unknown>>, ...names: readonly string[]): string | undefined {
  const told = names.map(name => claims[name]).find(it => typeof it === 'string' && it.trim() !== '')
  return typeof told === 'string' ? told.trim().slice(0, 200) : undefined
}

const sentences = {
  unreachable: 'Their sign-in does not answer at the moment. Try again in a few minutes.',
  declined: 'Sign-in was broken off there.',
  'not-asked': 'This sign-in was not begun in this browser, or it took longer than half an hour. Start again.',
  'code-refused': 'It took too long, or this page was opened twice. Start again.',
  'answer-refused':
    'What came back from there could not be trusted. Start again, and tell your administrator if it happens twice.',
  'no-second-factor':
    'You signed in there without a second step, such as a code on your telephone. Breakwater needs one.',
  'no-role': 'They know you, but have not given you a role in Breakwater. Ask your administrator there.',
  'two-agencies': 'They name two agencies for you. Your administrator there must put that right.',
  left: 'Your account here was stopped. Ask an administrator of the partnership.',
  'somebody-else': 'That was another person than the one who is signed in here.',
} as const
type Reason = keyof typeof sentences

function refusal(issuer: store.Issuer, reason: Reason): Answer {
  const data = { title: 'You are not signed in', issuer: issuer.name, sentence: sentences[reason] }
  return {
    kind: 'view',
    template: 'agencies/views/sign-in-refused.njk',
    data,
    status: reason === 'unreachable' ? 503 : 403,
    flow: null,
  }
}
