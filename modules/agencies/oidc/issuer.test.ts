// A real OpenID Connect issuer on this machine, for the tests of sign-in by agency. Nothing is tested here.
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mock } from 'node:test'
import Provider, { type Configuration } from 'oidc-provider'

export const clientId = 'breakwater'
export const clientSecret = 'a secret between the agency and this server'

/** Who signs in at the issuer next, how, and what it says about them. */
export type Somebody = { sub: string; amr: string[]; acr?: string; claims: Record<string, unknown> }

export type TestIssuer = {
  readonly url: string
  next: Somebody
  /** How long a code may be used, in seconds. */
  codeSeconds: number
  /** Walks from the address of the issuer to the one it sends the browser back to. */
  visit(address: string): Promise<URL>
  close(): void
}

/** Starts an issuer that lets `next` in without asking, and sends them back to the callback of `key`. */
export async function startIssuer(key: string): Promise<TestIssuer> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const it: TestIssuer = {
    url,
    next: { sub: 'nobody', amr: [], claims: {} },
    codeSeconds: 60,
    visit: walk,
    close: () => server.close(),
  }
  // It warns that it keeps everything in memory, which is what a test wants.
  const quiet = mock.method(console, 'warn', () => {})
  const provider = new Provider(url, configurationOf(it, key))
  quiet.mock.restore()
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') === true) void letIn(provider, it, request, response)
    else void answer(request, response)
  })
  return it
}

function configurationOf(it: TestIssuer, key: string): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`http://localhost:3000/sign-in/agency/${key}/callback`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: key }] },
    cookies: { keys: ['only for the tests'] },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'amr', 'acr', 'auth_time', 'groups', 'department'], profile: ['name', 'job_title'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: {
      AuthorizationCode: () => it.codeSeconds,
      AccessToken: 60,
      IdToken: 60,
      Interaction: 60,
      Session: 60,
      Grant: 60,
    },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...it.next.claims }) }),
  }
}

async function letIn(
  provider: Provider,
  { next }: TestIssuer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login') {
    const { sub: accountId, amr, acr } = next
    await provider.interactionFinished(request, response, {
      login: { accountId, amr, ...(acr === undefined ? {} : { acr }) },
    })
    return
  }
  const grant = new provider.Grant({ accountId: next.sub, clientId: String(params['client_id']) })
  grant.addOIDCScope('openid profile')
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
}

// A browser of its own: it follows the issuer until it is sent away from it, keeping cookies as it goes.
async function walk(address: string): Promise<URL> {
  const cookies = new Map<string, string>()
  const home = new URL(address).origin
  let at = new URL(address)
  while (at.origin === home) {
    const cookie = [...cookies].map(pair => pair.join('=')).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    if (next === null) throw new Error(`The issuer stopped at ${at.pathname}: ${answer.status} ${await answer.text()}`)
    at = new URL(next, at)
  }
  return at
}
