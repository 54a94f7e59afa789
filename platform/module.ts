import type { Readable } from 'node:stream'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database, OpenDatabase, Transaction } from './database.ts'
import type { ImportKind } from './imports.ts'
import type { Job } from './jobs.ts'
import type {
  AgendaItem,
  Figure,
  HeldRecord,
  NextStep,
  OfferedCounts,
  PersonalDataSection,
  Policy,
  RetentionRule,
  SearchHit,
  Sought,
  Task,
  TimelineEvent,
} from './module/offers.ts'
import type { Answer, Identity, NavigationItem, Page, Visit } from './module/page.ts'
import type { Secrets } from './secrets.ts'

export type * from './module/offers.ts'
export type * from './module/page.ts'

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

export type Upkeep = {
  readonly words: string
  run(context: UpkeepContext): Promise<void>
}

export type UpkeepContext = {
  readonly database: Database
  readonly config: Config
  readonly now: Date
  readonly modules: readonly Module[]
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
  /** What waits for them. `modules` are all that offer something, for a task that depends on what another module knows. */
  readonly tasks?: (tx: Transaction, who: Identity, now: Date, modules?: readonly Module[]) => Promise<readonly Task[]>
  readonly search?: (tx: Transaction, words: string, secrets: Secrets) => Promise<readonly SearchHit[]>
  readonly figures?: (tx: Transaction) => Promise<readonly Figure[]>
  readonly measures?: (tx: Transaction) => Promise<readonly Figure[]>
  readonly agenda?: (tx: Transaction, now: Date, modules?: readonly Module[]) => Promise<readonly AgendaItem[]>
  readonly nextSteps?: readonly NextStep[]
  /** What is held about the person of this record, as far as the present actor may read it. */
  readonly personalData?: (tx: Transaction, person: string) => Promise<readonly PersonalDataSection[]>
  /** The records that concern somebody, whoever holds them: for answering a request about their own data, and nothing else. */
  readonly heldRecords?: (tx: Transaction, sought: Sought, secrets: Secrets) => Promise<readonly HeldRecord[]>
  readonly retention?: readonly RetentionRule[]
  /** Templates that show no person: every other page of somebody who is signed in carries OFFICIAL-SENSITIVE. */
  readonly unmarked?: readonly string[]
  /** What the clock does every ten minutes, as parts of the system. */
  readonly upkeep?: readonly Upkeep[]
  /** Which of these records of people have a plan that is being carried out: no more than that, and only to those who may know it. */
  readonly beingHelped?: (tx: Transaction, people: readonly string[]) => Promise<ReadonlySet<string>>
  /** Tells whoever leads a plan in use of these people that there is news of this occasion, and no more; how many leads there are. */
  readonly tellLeads?: (tx: Transaction, people: readonly string[], occasion: string, now: Date) => Promise<number>
  /** Tells whoever leads a case from this referral that their agreement, or why the law allows it, has changed; how many those are. */
  readonly agreementChanged?: (tx: Transaction, referral: string, now: Date) => Promise<number>
  /** Told when somebody left their agency: of the records whose team they were in, or that they held by name, in the transaction of that. */
  readonly leavesTeams?: (tx: Transaction, member: string, records: readonly string[], now: Date) => Promise<void>
  /** Told after the record with this id was assessed, for what follows from it in another module. */
  readonly assessed?: (tx: Transaction, file: string) => Promise<void>
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

export const view = (
  template: string,
  data: Readonly<Record<string, unknown>> = {},
  status = 200,
): Extract<Answer, { kind: 'view' }> => ({
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
