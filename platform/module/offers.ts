import type { Level } from '../access.ts'
import type { Transaction } from '../database.ts'

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
