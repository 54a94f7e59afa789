import { z } from 'zod'

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  PARTNERSHIP: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,40}$/)
    .default('warwickshire'),
  DEMONSTRATION: z.enum(['yes', 'no']).optional(),
  SESSION_SECRET: z.string().min(32).optional(),
  LEDGER_KEY_FILE: z.string().min(1).optional(),
  LEDGER_HEAD_TO: z.email().optional(),
  SECRETS_KEY_FILE: z.string().min(1).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  NOTIFY_API_KEY: z
    .string()
    .regex(/^[\w-]+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional(),
  NOTIFY_TEMPLATE: z.uuid().optional(),
  NOTIFY_URL: z.url({ protocol: /^https?$/ }).default('https://api.notifications.service.gov.uk'),
  SCANNER_ADDRESS: z
    .string()
    .regex(/^(tcp:\/\/[^\s/:]+:\d{1,5}|unix:\/\S+)$/)
    .optional(),
  UNSCANNED_FILES: z.enum(['hold', 'warn']).default('hold'),
  FILE_LARGEST_MB: z.coerce.number().int().min(1).max(100).default(20),
  FILES_PER_RECORD: z.coerce.number().int().min(1).max(500).default(50),
  LOOPBACK_ISSUERS: z.enum(['yes', 'no']).default('no'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  TRUST_PROXY: z.enum(['yes', 'no']).default('no'),
  RATE_LIMIT: z.coerce.number().int().min(1).default(600),
  SECURITY_CONTACT: z.url({ protocol: /^(https|mailto|tel)$/ }).optional(),
  SECURITY_CONTACT_UNTIL: z.iso.date().optional(),
})

export type Config = {
  readonly port: number
  /** For live use. See `listensOn`. */
  readonly host: string
  readonly databaseUrl: string | undefined
  readonly ownerUrl: string | undefined
  readonly dataDir: string
  readonly partnership: string
  /** What a database made by this start would be; what it is stands in the database itself, for ever. */
  readonly demonstration: boolean
  readonly sessionSecret: string | undefined
  readonly ledgerKeyFile: string | undefined
  /** Who keeps the daily head of the ledger, outside this server. */
  readonly ledgerHeadTo: string | undefined
  /** The keys that seal secrets at rest: never in the database. */
  readonly secretsKeyFile: string | undefined
  /** Where people reach this server, for links in messages and for sign-in by an agency. No slash at the end. */
  readonly publicUrl: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string | undefined
  /** GOV.UK Notify in the place of a mail server: its key, its template and where it answers. */
  readonly notify: { readonly key: string; readonly template: string; readonly url: string } | undefined
  readonly attachments: AttachmentLimits
  /** Only to try sign-in on one machine: an issuer at a loopback address may then answer without TLS. */
  readonly loopbackIssuers: boolean
  readonly logLevel: z.infer<typeof settings>['LOG_LEVEL']
  readonly trustProxy: boolean
  readonly requestsPerMinute: number
  /** Who takes reports of weaknesses, as an address, and the last day on which that was promised (`2027-03-31`). */
  readonly securityContact: { readonly to: string; readonly until: string } | undefined
}

/** What may be added to a record, and when it may be opened. */
export type AttachmentLimits = {
  /** Where clamd listens, `tcp://host:port` or `unix:/path`; undefined where files are not scanned. */
  readonly scanner: string | undefined
  /** Without a scanner: nobody opens a file (`hold`), or whoever reads the record may after a warning (`warn`). */
  readonly unscanned: 'hold' | 'warn'
  /** The most bytes of one file. */
  readonly largest: number
  readonly perRecord: number
}

/** A setting that cannot be used. The message is one sentence that names the variable. */
export class ConfigError extends Error {}

/** Reads the environment once. Throws a ConfigError for the first setting that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const known = Object.fromEntries(Object.keys(settings.shape).map(name => [name, environment[name] || undefined]))
  const parsed = settings.safeParse(known)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigError(`The setting ${String(issue?.path[0])} cannot be used: ${issue?.message ?? 'invalid'}.`)
  }
  const value = parsed.data
  const demonstration =
    value.DEMONSTRATION === undefined ? value.DATABASE_URL === undefined : value.DEMONSTRATION === 'yes'
  if (!demonstration && value.SESSION_SECRET === undefined) {
    throw new ConfigError('The setting SESSION_SECRET is needed for live use: give at least 32 random characters.')
  }
  if (value.DATABASE_OWNER_URL !== undefined && value.DATABASE_URL === undefined) {
    throw new ConfigError('The setting DATABASE_OWNER_URL stands alone: give DATABASE_URL too, or neither of them.')
  }
  if ((value.SECURITY_CONTACT === undefined) !== (value.SECURITY_CONTACT_UNTIL === undefined)) {
    throw new ConfigError(
      'The settings SECURITY_CONTACT and SECURITY_CONTACT_UNTIL belong together: give both or neither.',
    )
  }
  if ((value.NOTIFY_API_KEY === undefined) !== (value.NOTIFY_TEMPLATE === undefined)) {
    throw new ConfigError('The settings NOTIFY_API_KEY and NOTIFY_TEMPLATE belong together: give both or neither.')
  }
  if (value.NOTIFY_API_KEY !== undefined && value.SMTP_URL !== undefined) {
    throw new ConfigError('The settings NOTIFY_API_KEY and SMTP_URL exclude each other: messages leave by one way.')
  }
  return {
    port: value.PORT,
    host: value.HOST ?? '0.0.0.0',
    databaseUrl: value.DATABASE_URL,
    ownerUrl: value.DATABASE_OWNER_URL,
    dataDir: value.DATA_DIR,
    partnership: value.PARTNERSHIP,
    demonstration,
    sessionSecret: value.SESSION_SECRET,
    ledgerKeyFile: value.LEDGER_KEY_FILE,
    ledgerHeadTo: value.LEDGER_HEAD_TO,
    secretsKeyFile: value.SECRETS_KEY_FILE,
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/, ''),
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    notify: notifyOf(value),
    attachments: {
      scanner: value.SCANNER_ADDRESS,
      unscanned: value.UNSCANNED_FILES,
      largest: value.FILE_LARGEST_MB * 1024 * 1024,
      perRecord: value.FILES_PER_RECORD,
    },
    loopbackIssuers: value.LOOPBACK_ISSUERS === 'yes',
    logLevel: value.LOG_LEVEL,
    trustProxy: value.TRUST_PROXY === 'yes',
    requestsPerMinute: value.RATE_LIMIT,
    securityContact: contactOf(value),
  }
}

function contactOf({ SECURITY_CONTACT: to, SECURITY_CONTACT_UNTIL: until }: z.infer<typeof settings>) {
  return to === undefined || until === undefined ? undefined : { to, until }
}

function notifyOf({ NOTIFY_API_KEY: key, NOTIFY_TEMPLATE: template, NOTIFY_URL: url }: z.infer<typeof settings>) {
  return key === undefined || template === undefined ? undefined : { key, template, url: url.replace(/\/+$/, '') }
}

/** The address to listen on. A demonstration can sign anybody in as anybody, so it listens to this machine only. */
export function listensOn({ demonstration, host }: Pick<Config, 'demonstration' | 'host'>): string {
  return demonstration ? '127.0.0.1' : host
}
