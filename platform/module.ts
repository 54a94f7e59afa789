import type { Readable } from 'node:stream'
import type { Level } from './access.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Actor, Database, OpenDatabase, SystemActor, Transaction } from './database.ts'
import type { Machine } from './http/machine.ts'
import type { ImportKind } from './imports.ts'
import type { Job } from './jobs.ts'
import type { Secrets } from './secrets.ts'

/** Who is asking, as every page shows it. */
export type Identity = {
  readonly id: string
  readonly name: string
  readonly jobTitle: string
  readonly agency: string
  readonly roles: readonly string[]
  /** The path of a page that this person must deal with before any other, such as the yearly agreement. */
  readonly owes?: string
}

/** What a step of signing in puts aside for the next one, on the server, for this browser alone. It lasts half an hour. */
export type Flow = Readonly<Record<string, string>>

/** A request before its transaction begins. */
export type Arrival = {
  readonly database: Database
  readonly config: Config
  readonly now: Date
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly flow: Flow | undefined
}

/** One request, as a page sees it: the transaction is open, and runs as the person who asks. */
export type Visit = {
  readonly tx: Transaction
  readonly actor: Actor
  /** Nobody on a public page before sign-in. */
  readonly who: Identity | undefined
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
  readonly uploads: readonly Upload[]
  readonly now: Date
  readonly config: Config
  /** Every module, for a page that collects what they offer. */
  readonly modules: readonly Module[]
  readonly flow: Flow | undefined
  /** The network address of whoever asks (IPv6: the first 64 bits), for the throttle and the ledger. */
  readonly address: string
}

/** A file that was sent, already written to disk under a name of our own. */
export type Upload = { readonly field: string; readonly name: string; readonly path: string; readonly bytes: number }

export type Answer =
  | {
      readonly kind: 'view'
      readonly template: string
      readonly data: Readonly<Record<string, unknown>>
      readonly status?: number
      /** Puts something aside for the next step; null forgets it. */
      readonly flow?: Flow | null
    }
  | {
      readonly kind: 'redirect'
      readonly to: string
      readonly notice?: string
      readonly signIn?: string
      readonly signOut?: boolean
      /** They have just proved again who they are. */
      readonly confirmed?: boolean
      readonly flow?: Flow | null
    }
  | {
      readonly kind: 'file'
      readonly name: string
      readonly type: string
      readonly content: string | Uint8Array | Readable
      readonly inline?: boolean
    }

export type Page = {
  readonly method: 'get' | 'post'
  readonly path: string
  /** `signed-in` (the default) runs as the person; the others run as that system actor and are open to everyone. */
  readonly as?: 'signed-in' | Extract<SystemActor, 'anonymous' | 'sign-in'>
  /** Only for people with one of these roles. The policies in the database decide what they then see. */
  readonly roles?: readonly string[]
  readonly purpose: string
  readonly accepts?: 'form' | 'files'
  /** `minutes`: only for someone who proved who they are minutes ago; anyone else is asked again and brought back here. */
  readonly fresh?: 'minutes'
  /** Open even to someone who owes another page first. */
  readonly whileOwing?: true
  /** Programs may read it: it stands in /api/v1/openapi.json. Only for a page that is open to everyone. */
  readonly machine?: Machine
} & (
  | { readonly handle: Handle }
  /** For a page that must talk to another server: done before the transaction begins, so that none is held open. */
  | { readonly before: (arrival: Arrival) => Promise<Handle> }
)

export type Handle = (visit: Visit) => Promise<Answer>

export type NavigationItem = { readonly text: string; readonly href: string; readonly roles?: readonly string[] }

/** Something for a person to do next, shown on their first screen. */
export type Task = { readonly text: string; readonly href: string; readonly due?: string; readonly detail?: string }

/** Who may do what to one kind of record, in words and as the rows that make it so. */
export type Policy = {
  readonly kind: string
  readonly words: string
  /** The collection whose access rows the policies of these tables read. */
  readonly collection: string
  readonly tables: readonly string[]
  readonly roles: readonly { readonly role: string; readonly level: Level; readonly why: string }[]
}

export type SearchHit = {
  readonly title: string
  readonly href: string
  readonly kind: string
  readonly detail: string
}

/** Figures that other modules collect: for the needs assessment, for the board, for a record's readers. */
export type Figure = {
  readonly key: string
  readonly words: string
  readonly value: number | null
  /** Of how many, where the value is a share or an average: without it nobody can say how sure the figure is. */
  readonly denominator?: number
  readonly unit: string
  readonly source: string
}

/** A yearly count by area: which data set, which part of it, and the period that it covers. */
export type OfferedCounts = {
  readonly dataset: string
  readonly filter: string
  readonly period: string
  readonly counts: ReadonlyMap<string, number>
}

/** Something that a group is asked to talk about. Its title names no person: every member of the group reads it. */
export type AgendaItem = {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly why: string
  /** The key of the group in the content pack, such as `grp.tactical`. */
  readonly group: string
  readonly href: string
}

/** Where work goes on from a record of another module, offered to people with one of these roles. */
export type NextStep = {
  /** The kind of record that it goes on from; `my day` for what somebody begins from their first screen. */
  readonly from: string
  readonly text: string
  href(id: string): string
  readonly roles: readonly string[]
}

export type PersonalDataSection = {
  readonly heading: string
  readonly rows: readonly Readonly<Record<string, string>>[]
  /** What must not be handed over unread: somebody else's words or identity. The reason why. */
  readonly withhold?: string
}

/** A record of a person that concerns somebody who asks what is held on them. */
export type HeldRecord = { readonly id: string; readonly title: string; readonly agency: string }

/** Whom a request is about: full name and date of birth. */
export type Sought = { readonly givenName: string; readonly familyName: string; readonly born: string }

/** How long a kind of record is kept, and how it is found and removed when that time is over. */
export type RetentionRule = {
  readonly kind: string
  readonly words: string
  readonly days: number
  due(tx: Transaction, now: Date): Promise<readonly string[]>
  remove(tx: Transaction, ids: readonly string[]): Promise<number>
}

export type TimelineEvent = {
  readonly at: string
  readonly title: string
  readonly detail: string
  readonly source: string
}

export type Command = {
  readonly name: string
  readonly summary: string
  readonly options: string
  /** Returns the exit code: 0 only when everything was done. */
  run(args: readonly string[], out: (line: string) => void, context: CommandContext): Promise<number>
}

export type CommandContext = {
  /** The settings, for a command that needs no database. */
  readonly config: () => Config
  /** Opens the database and brings it up to date. It is closed when the command ends. */
  readonly open: () => Promise<Workplace>
}

/** What a command may use. */
export type Workplace = {
  readonly database: OpenDatabase
  readonly config: Config
  readonly partnership: string
  readonly clock: Clock
  readonly modules: readonly Module[]
  readonly close: () => Promise<void>
}

/** What the first start, a new partnership or an upgrade must put in place; done again, it changes nothing. */
export type SetUp = {
  readonly words: string
  run(workplace: SetUpContext): Promise<void>
}

export type SetUpContext = {
  readonly database: Database
  readonly partnership: string
  /** The folder of the partnership's content pack. */
  readonly pack: string
  readonly now: Date
  /** The keys of this server, for what is kept blinded. */
  readonly secrets: Secrets
  readonly demonstration: boolean
  readonly modules: readonly Module[]
}

/**
 * A module's door. A need that cuts across modules (my day, search, subject access, retention) never makes a module
 * import downwards: each offers its part here, and the module that needs the parts receives the collected list.
 */
export type Module = {
  readonly name: string
  readonly pages?: readonly Page[]
  readonly navigation?: readonly NavigationItem[]
  readonly jobs?: Readonly<Record<string, Job>>
  readonly imports?: readonly ImportKind[]
  /** Says what kind of file has this header, where it is one of this module's. */
  readonly nameFile?: (header: readonly string[]) => string | undefined
  readonly commands?: readonly Command[]
  readonly policy?: readonly Policy[]
  readonly setUp?: readonly SetUp[]
  readonly tasks?: (tx: Transaction, who: Identity, now: Date) => Promise<readonly Task[]>
  readonly search?: (tx: Transaction, words: string, secrets: Secrets) => Promise<readonly SearchHit[]>
  readonly figures?: (tx: Transaction) => Promise<readonly Figure[]>
  readonly measures?: (tx: Transaction) => Promise<readonly Figure[]>
  readonly agenda?: (tx: Transaction, now: Date) => Promise<readonly AgendaItem[]>
  readonly nextSteps?: readonly NextStep[]
  /** What is held about the person of this record, as far as the present actor may read it. */
  readonly personalData?: (tx: Transaction, person: string) => Promise<readonly PersonalDataSection[]>
  /** The records that concern somebody, whoever holds them: for answering a request about their own data, and nothing else. */
  readonly heldRecords?: (tx: Transaction, sought: Sought, secrets: Secrets) => Promise<readonly HeldRecord[]>
  readonly retention?: readonly RetentionRule[]
  readonly timeline?: (tx: Transaction, record: string) => Promise<readonly TimelineEvent[]>
  /** Counts of incidents by small area and year, for the area index. */
  readonly indicators?: (tx: Transaction) => Promise<readonly OfferedCounts[]>
  /** Who an actor is. Exactly one module offers this. */
  readonly identify?: (tx: Transaction, actor: string) => Promise<Identity | undefined>
}

/** Where this person may go on to from a record, as every module offers it. */
export function nextStepsFrom(
  { modules, who }: Visit,
  kind: string,
  id: string,
): { readonly text: string; readonly href: string }[] {
  return modules
    .flatMap(({ nextSteps }) => nextSteps ?? [])
    .filter(({ from, roles }) => from === kind && roles.some(role => who?.roles.includes(role)))
    .map(({ text, href }) => ({ text, href: href(id) }))
}

export const view = (template: string, data: Readonly<Record<string, unknown>> = {}, status = 200): Answer => ({
  kind: 'view',
  template,
  data,
  status,
})

export const redirect = (to: string, notice?: string): Answer =>
  notice === undefined ? { kind: 'redirect', to } : { kind: 'redirect', to, notice }

export const download = (name: string, type: string, content: string | Uint8Array | Readable): Answer => ({
  kind: 'file',
  name,
  type,
  content,
})
