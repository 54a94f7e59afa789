import { createHmac } from 'node:crypto'

/** GOV.UK Notify: the whole key as Notify shows it (name, service, secret), a template, and where Notify answers. */
export type NotifySettings = { readonly key: string; readonly template: string; readonly url: string }

export type NotifyMessage = { readonly to: string; readonly subject: string; readonly text: string }

const uuidLength = 36
const patience = 20_000

/** The answer of Notify as a status alone: what it says in words may quote an address, so it is read by nobody. */
export async function sendByNotify(settings: NotifySettings, message: NotifyMessage, now: Date): Promise<number> {
  const answer = await fetch(`${settings.url}/v2/notifications/email`, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
    headers: { authorization: `Bearer ${tokenOf(settings.key, now)}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      email_address: message.to,
      template_id: settings.template,
      personalisation: { subject: message.subject, message: message.text },
    }),
  })
  await answer.body?.cancel()
  return answer.status
}

/** A JSON Web Token (RFC 7519) as Notify asks for it: the service as issuer and the time, signed with HMAC-SHA-256. */
export function tokenOf(key: string, now: Date): string {
  const secret = key.slice(-uuidLength)
  const service = key.slice(-2 * uuidLength - 1, -uuidLength - 1)
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ iss: service, iat: Math.floor(now.getTime() / 1000) })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
