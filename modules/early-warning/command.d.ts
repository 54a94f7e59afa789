/** A command of the command line; `cli.ts` lists them. It answers 0 only when all that was asked was done. */
export type Command = {
  readonly name: string
  readonly summary: string
  readonly options: readonly Option[]
  readonly run: (args: string[], out: (line: string) => void) => Promise<number>
}
export type Option = {
  readonly name: string
  readonly value?: string
  readonly text: string
}
/** Something the person who typed the command can put right; its message is all they are shown. */
export declare class CommandError extends Error {}
export type Given = {
  readonly file: string
  readonly flag: (name: string) => boolean
  readonly text: (name: string, otherwise?: string) => string | undefined
  readonly number: (name: string, otherwise: number) => number
  readonly numbers: (name: string, otherwise: readonly number[]) => number[]
}
/** Builds a command around its work: help, one FILE argument, options, and errors as one plain line. */
export declare function command(
  name: string,
  summary: string,
  options: readonly Option[],
  work: (given: Given, out: (line: string) => void) => Promise<void>,
): Command
/** Numbers as JSON holds them: NaN and the infinities become null, typed arrays become lists. */
export declare function toJson(value: unknown): string
