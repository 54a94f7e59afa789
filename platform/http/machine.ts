import type { z } from 'zod'

/**
 * How programs use a page: one that is open to everyone, or one that asks for a token. It stands in /api/v1/openapi.json, and a test
 * asks for it.
 */
export type Machine = {
  readonly summary: string
  /** What it takes beside its address: files, each the part of a form with this name. */
  readonly takes?: { readonly words: string; readonly file: string }
  /** The parameters of its path and query, all of them texts. Anything else is not found. */
  readonly parameters: z.ZodObject
  /** By status, the usual one first. */
  readonly answers: Readonly<Record<string, MachineAnswer>>
  /** An address that answers with the first status in any partnership, new ones too; one that asks for a token, with 401 to anybody. */
  readonly example: string
}

/** One way in which it answers: in words, its content types, and for JSON what stands in it. */
export type MachineAnswer = {
  readonly words: string
  readonly type: string | readonly string[]
  readonly body?: z.ZodType
}
