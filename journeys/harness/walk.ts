import type { Server } from './server.ts'
import type { Visitor } from './visitor.ts'

export type WalkOptions = {
  /** The width of the screen in pixels. */
  readonly width?: number
  /** Whether the browser runs scripts. */
  readonly script?: boolean
  /** Uses no mouse. */
  readonly keyboard?: boolean
  /** The most time it may take, in milliseconds. */
  readonly longest?: number
  /** Walks that stop the server come after all others: on one of those that are walked on, or on each. */
  readonly last?: 'on one server' | 'on each server'
  /** A walk that needs one kind of database says which, and is left out on the other. */
  readonly only?: Server['kind']
}

export type Walk = {
  readonly title: string
  readonly options: WalkOptions
  readonly run: (visitor: Visitor, server: Server) => Promise<void>
}

export const walks: Walk[] = []

/** A walk through the running product by one person. The title is a sentence that says what they can do. */
export function walk(title: string, run: Walk['run'], options: WalkOptions = {}): void {
  if (walks.some(it => it.title === title)) throw new Error(`Two walks are called "${title}".`)
  walks.push({ title, run, options })
}
