import type { Level } from '../access.ts'

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
  /** Where the list was cut: how many more of its kind wait for this group than were given. */
  readonly more?: number
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

/**
 * A kind of record that ends. The module's migration says the rest with the words of modules/sharing/sql/0028_retention.sql: what
 * goes with the record, what it waits for, and a view of what its schedule needs to know.
 */
export type RetentionRule = {
  /** In the singular, as removals are approved for: `case`. */
  readonly kind: string
  /** In the plural, as the page of schedules shows it. */
  readonly words: string
  /** The table of which one row is the record. */
  readonly table: string
  /**
   * The view with its id, schedule (an id of retention.csv), title without a name, the day from which its time counts (null
   * while it is open), date of birth, and whether it is of a person.
   */
  readonly facts: string
  /** No record of this kind names anyone. The database knows which kinds may go without anybody's decision: 0028. */
  readonly namesNobody?: true
  /** While such a record stands, the record of that kind which it, or a part of it, names in this column cannot go. */
  readonly holdsBack?: readonly { readonly kind: string; readonly column: string; readonly table?: string }[]
  /** Rows of other tables that name such a record, or any other, by its id alone, and go with it. */
  readonly mentions?: readonly Mention[]
}

export type Mention = { readonly table: string; readonly column: string }

export type TimelineEvent = {
  readonly at: string
  readonly title: string
  readonly detail: string
  readonly source: string
}
