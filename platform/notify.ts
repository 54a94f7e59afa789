import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'
import { KnownError } from './errors.ts'

/** A message that leaves the house. It names no person and no concern: it says only that something waits here. */
export type Message = { readonly to: string; readonly subject: string; readonly text: string }

export type PostOffice = {
  /** Throws `unavailable` when the message could not be handed over. */
  send(message: Message): Promise<void>
}

type Settings = Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl' | 'dataDir'>

/**
 * E-mail by SMTP where SMTP_URL and MAIL_FROM are set. A server that only this machine reaches keeps its messages in
 * `messages.log` in its data folder instead. Any other refuses, rather than leave links lying in a file.
 */
export function postOffice(config: Settings): PostOffice {
  if (config.smtpUrl !== undefined && config.mailFrom !== undefined) return byMail(config.smtpUrl, config.mailFrom)
  const local = config.publicUrl === undefined || isLoopback(new URL(config.publicUrl))
  return local ? byFile(config.dataDir) : closed
}

/** Whether an address leads to this machine itself. */
export function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function byMail(url: string, from: string): PostOffice {
  const requireTLS = !isLoopback(new URL(url))
  const transport = createTransport({ url, requireTLS, connectionTimeout: 10_000, socketTimeout: 20_000 }, { from })
  return {
    send: async message => {
      try {
        await transport.sendMail(checked(message))
      } catch {
        throw new KnownError('unavailable', 'The message could not be sent. Try again in a few minutes.')
      }
    },
  }
}

function byFile(folder: string): PostOffice {
  return {
    send: async message => {
      const { to, subject, text } = checked(message)
      await mkdir(folder, { recursive: true })
      await appendFile(join(folder, 'messages.log'), `To: ${to}\nSubject: ${subject}\n\n${text}\n\n`, { mode: 0o600 })
    },
  }
}

const closed: PostOffice = {
  send: async () => {
    throw new KnownError('unavailable', 'This server cannot send e-mail: SMTP_URL and MAIL_FROM are not set.')
  },
}

// A line break in an address or a subject would begin a header of somebody else's choosing.
function checked(message: Message): Message {
  if (/[\r\n]/.test(message.to + message.subject) || !/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(message.to))
    throw new Error('The address or the subject of a message cannot be used.')
  return message
}
