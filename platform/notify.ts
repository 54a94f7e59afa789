import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'
import { KnownError } from './errors.ts'
import { type NotifySettings, sendByNotify } from './notify/govuk.ts'
import { type Letter, type LetterWords, wordsOf } from './notify/letters.ts'

export { type Letter, wordsOf } from './notify/letters.ts'

export type PostOffice = {
  /**
   * Hands a letter over. Throws `unavailable` when that may work later, and `invalid` when it never will (the address is not taken).
   * The sentence has no detail of the other server.
   */
  send(to: string, letter: Letter): Promise<void>
}

type Settings = Pick<Config, 'smtpUrl' | 'mailFrom' | 'notify' | 'publicUrl' | 'dataDir'>
type Carry = (message: LetterWords & { readonly to: string }) => Promise<void>

/**
 * GOV.UK Notify where NOTIFY_API_KEY is set; e-mail by SMTP where SMTP_URL and MAIL_FROM are. A server that only this machine reaches
 * keeps its messages in `messages.log` in its data folder instead. Any other refuses, rather than leave links lying in a file.
 */
export function postOffice(config: Settings): PostOffice {
  const carry = carrier(config)
  return { send: (to, letter) => carry({ to: checkedAddress(to), ...wordsOf(letter) }) }
}

function carrier(config: Settings): Carry {
  if (config.notify !== undefined) return byNotify(config.notify)
  if (config.smtpUrl !== undefined && config.mailFrom !== undefined) return byMail(config.smtpUrl, config.mailFrom)
  const local = config.publicUrl === undefined || isLoopback(new URL(config.publicUrl))
  return local ? byFile(config.dataDir) : closed
}

/** Whether an address leads to this machine itself. */
export function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

const later = 'The message could not be sent. Try again in a few minutes.'
const never = 'The message cannot be sent to this address. Check the address.'

function byNotify(settings: NotifySettings): Carry {
  return async message => {
    // The only failures without a status are those on the way there.
    const status = await sendByNotify(settings, message, new Date()).catch(() => 0)
    if (status === 201) return
    // 400: Notify does not take the address. Anything else (a key, a limit, a fault) is for the server's people, or for later.
    throw status === 400 ? new KnownError('invalid', never) : new KnownError('unavailable', later)
  }
}

function byMail(url: string, from: string): Carry {
  const requireTLS = !isLoopback(new URL(url))
  const transport = createTransport({ url, requireTLS, connectionTimeout: 10_000, socketTimeout: 20_000 }, { from })
  return async message => {
    try {
      await transport.sendMail(message)
    } catch (error) {
      const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
      throw code >= 550 && code <= 559 ? new KnownError('invalid', never) : new KnownError('unavailable', later)
    }
  }
}

function byFile(folder: string): Carry {
  return async ({ to, subject, text }) => {
    await mkdir(folder, { recursive: true })
    await appendFile(join(folder, 'messages.log'), `To: ${to}\nSubject: ${subject}\n\n${text}\n\n`, { mode: 0o600 })
  }
}

const closed: Carry = async () => {
  throw new KnownError('unavailable', 'This server cannot send e-mail: SMTP_URL and MAIL_FROM are not set.')
}

// A line break in an address would begin a header of somebody else's choosing.
function checkedAddress(to: string): string {
  if (!/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(to)) throw new Error('The address of a message cannot be used.')
  return to
}
