import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Flow } from '#platform/module'
import { isLoopback } from '#platform/notify'

/** An agency's own sign-in, as far as asking it goes. */
export type Issuer = {
  readonly key: string
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  /** What to ask for, so that a second factor is used: separated by spaces. Empty: ask for nothing special. */
  readonly acrValues: string
}

export type Asking = {
  /** Where people reach this server. */
  readonly publicUrl: string
  /** An issuer on this machine may answer without TLS: to try things, and for the tests. */
  readonly loopbackIssuers: boolean
}

export type Outcome =
  | { readonly ok: true; readonly subject: string; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: Refusal; readonly code: string }

export type Refusal = 'unreachable' | 'declined' | 'not-asked' | 'code-refused' | 'answer-refused'

const minute = 60_000
/** Somebody who proves again who they are must have done so at their agency this many seconds ago at most. */
const freshSeconds = 300

type Known = { readonly configuration: Configuration; readonly until: number }
const known = new Map<string, Known>()

/** Begins: the address at the agency to send the browser to, and what to keep until it comes back. Throws when the agency cannot be reached. */
export async function begin(issuer: Issuer, asking: Asking, again: boolean): Promise<{ to: string; flow: Flow }> {
  const configuration = await discovered(issuer, asking)
  const flow = { issuer: issuer.key, state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
  const to = buildAuthorizationUrl(configuration, {
    redirect_uri: callbackOf(issuer, asking),
    scope: 'openid profile',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
    ...(issuer.acrValues === '' ? {} : { acr_values: issuer.acrValues }),
    ...(again ? { prompt: 'login', max_age: String(freshSeconds) } : {}),
  })
  return { to: to.href, flow: again ? { ...flow, again: 'yes' } : flow }
}

/**
 * Ends: judges what came back and asks the agency who it is. Each agency has a callback address of its own, and the browser
 * must come back to that of the agency it was sent to (RFC 9700 section 4.4: against mix-up).
 */
export async function finish(
  issuer: Issuer,
  asking: Asking,
  flow: Flow | undefined,
  answer: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const { state, nonce, verifier } = flow ?? {}
  if (flow?.['issuer'] !== issuer.key || state === undefined || nonce === undefined || verifier === undefined)
    return { ok: false, reason: 'not-asked', code: 'no-flow' }
  if (answer['state'] !== state) return { ok: false, reason: 'not-asked', code: 'wrong-state' }
  try {
    const tokens = await authorizationCodeGrant(
      await discovered(issuer, asking),
      new URL(`${callbackOf(issuer, asking)}?${new URLSearchParams(answer)}`),
      {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
        ...(flow['again'] === undefined ? {} : { maxAge: freshSeconds }),
      },
    )
    const claims = tokens.claims()
    return claims === undefined
      ? { ok: false, reason: 'answer-refused', code: 'no-id-token' }
      : { ok: true, subject: claims.sub, claims }
  } catch (error) {
    return { ok: false, ...refusalOf(error) }
  }
}

/** Where an agency sends people back to: its administrators must be told. */
export function callbackOf({ key }: Pick<Issuer, 'key'>, { publicUrl }: Pick<Asking, 'publicUrl'>): string {
  return `${publicUrl}/sign-in/agency/${key}/callback`
}

/** What the agency says about itself, kept for ten minutes. */
async function discovered(issuer: Issuer, { loopbackIssuers }: Asking): Promise<Configuration> {
  const { url, clientId, clientSecret } = issuer
  const name = JSON.stringify([url, clientId, clientSecret])
  const before = known.get(name)
  if (before !== undefined && before.until > performance.now()) return before.configuration
  const local = loopbackIssuers && isLoopback(new URL(url))
  const configuration = await discovery(
    new URL(url),
    clientId,
    {},
    clientSecret === undefined ? None() : ClientSecretBasic(clientSecret),
    {
      timeout: 10,
      // The signature of the ID token is checked too, although it came straight from the agency over TLS.
      execute: [enableNonRepudiationChecks, ...(local ? [allowInsecureRequests] : [])],
    },
  )
  known.set(name, { configuration, until: performance.now() + 10 * minute })
  return configuration
}

function refusalOf(error: unknown): { reason: Refusal; code: string } {
  const { code, error: said } = error as { code?: unknown; error?: unknown }
  const named = typeof code === 'string' ? code : 'unknown'
  // Anyone can write an error into the address of the callback: only a plain code goes to the ledger.
  const told = typeof said === 'string' && /^[a-z_]{1,40}$/.test(said) ? said : 'other'
  if (named === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') return { reason: 'declined', code: told }
  if (named === 'OAUTH_RESPONSE_BODY_ERROR') return { reason: 'code-refused', code: told }
  return { reason: named.startsWith('OAUTH_') ? 'answer-refused' : 'unreachable', code: named }
}
