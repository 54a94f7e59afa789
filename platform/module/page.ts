import type { Readable } from 'node:stream'
import type { Config } from '../config.ts'
import type { Actor, Database, SystemActor, Transaction } from '../database.ts'
import type { Machine } from '../http/machine.ts'
import type { Module } from '../module.ts'

export type { Machine } from '../http/machine.ts'

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
export type Upload = {
  readonly field: string
  readonly name: string
  readonly path: string
  readonly bytes: number
  /** Of the content, in hexadecimal. */
  readonly sha256: string
}

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
  /** For programs. */
  | { readonly kind: 'json'; readonly body: object; readonly status?: number }
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
  /** Only for people with one of these roles. The policies in the database decide what they then see. */
  readonly roles?: readonly string[]
  readonly purpose: string
  /** `attachment`: one file for a record, within the limit that the settings give. */
  readonly accepts?: 'form' | 'files' | 'attachment'
  /** `minutes`: only for someone who proved who they are minutes ago; anyone else is asked again and brought back here. */
  readonly fresh?: 'minutes'
  /** Open even to someone who owes another page first. */
  readonly whileOwing?: true
} & (ForPeople | ForPrograms) &
  (
    | { readonly handle: Handle }
    /** For a page that must talk to another server: done before the transaction begins, so that none is held open. */
    | { readonly before: (arrival: Arrival) => Promise<Handle> }
  )

/** Opened by browsers. */
export type ForPeople = {
  /** `signed-in` (the default) runs as the person; the others run as that system actor and are open to everyone. */
  readonly as?: 'signed-in' | Extract<SystemActor, 'anonymous' | 'sign-in'>
  /** Programs may read it too: it stands in /api/v1/openapi.json. Only for a page that is open to everyone. */
  readonly machine?: Machine
}

/** Opened by a program that sends a token, as `Authorization: Bearer TOKEN`. No session counts here, so no form can be forged for it. */
export type ForPrograms = {
  readonly as: 'token'
  readonly machine: Machine
  /** The actor that the program with this token is, or nobody. Asked as the part of the system that lets people in; it writes nothing. */
  readonly whose: (tx: Transaction, token: string, now: Date) => Promise<string | undefined>
}

export type Handle = (visit: Visit) => Promise<Answer>

export type NavigationItem = {
  readonly text: string
  readonly href: string
  readonly roles?: readonly string[]
  /** A page for anybody, signed in or not: it stands at the foot of every page too. */
  readonly everywhere?: true
}
