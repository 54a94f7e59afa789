import { parseArgs } from 'node:util'

/** A command of the command line; `cli.ts` lists them. It answers 0 only when all that was asked was done. */
export type Command = {
  readonly name: string
  readonly summary: string
  readonly options: readonly Option[]
  readonly run: (args: string[], out: (line: string) => void) => Promise<number>
}

export type Option = { readonly name: string; readonly value?: string; readonly text: string }

/** Something the person who typed the command can put right; its message is all they are shown. */
export class CommandError extends Error {}

export type Given = {
  readonly file: string
  readonly flag: (name: string) => boolean
  readonly text: (name: string, otherwise?: string) => string | undefined
  readonly number: (name: string, otherwise: number) => number
  readonly numbers: (name: string, otherwise: readonly number[]) => number[]
}

/** Builds a command around its work: help, one FILE argument, options, and errors as one plain line. */
export function command(
  name: string,
  summary: string,
  options: readonly Option[],
  work: (given: Given, out: (line: string) => void) => Promise<void>,
): Command {
  const all = [
    ...options,
    { name: 'json', text: 'print the result as JSON' },
    { name: 'help', text: 'print this help' },
  ]
  const run = async (args: string[], out: (line: string) => void): Promise<number> => {
    try {
      const { values, positionals } = parsed(args, all)
      if (values['help'] === true) return help(name, summary, all, out)
      if (positionals.length !== 1) throw new CommandError(`give one FILE; try: ${name} --help`)
      await work(givenOf(positionals[0] ?? '', values), out)
      return 0
    } catch (error) {
      out(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      return 1
    }
  }
  return { name, summary, options: all, run }
}

type Values = { [name: string]: string | boolean | undefined }

function parsed(args: string[], options: readonly Option[]): { values: Values; positionals: string[] } {
  const known = options.map(({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' }] as const)
  const { values, positionals } = parseArgs({ args, options: Object.fromEntries(known), allowPositionals: true })
  const single = Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? undefined : value] as const)
  return { values: Object.fromEntries(single), positionals }
}

function help(name: string, summary: string, options: readonly Option[], out: (line: string) => void): number {
  out(`${name} FILE: ${summary}`)
  for (const option of options) {
    const shown = option.value === undefined ? `--${option.name}` : `--${option.name} ${option.value}`
    out(`  ${shown.padEnd(26)} ${option.text}`)
  }
  return 0
}

function givenOf(file: string, values: Values): Given {
  const text = (name: string, otherwise?: string) => {
    const value = values[name]
    return typeof value === 'string' ? value : otherwise
  }
  const number = (name: string, otherwise: number) => {
    const value = text(name)
    return value === undefined ? otherwise : toNumber(name, value)
  }
  const numbers = (name: string, otherwise: readonly number[]) => {
    const value = text(name)
    return value === undefined ? [...otherwise] : value.split(',').map(part => toNumber(name, part))
  }
  return { file, flag: name => values[name] === true, text, number, numbers }
}

function toNumber(name: string, value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) throw new CommandError(`--${name} needs numbers, got "${value}"`)
  return number
}

/** Numbers as JSON holds them: NaN and the infinities become null, typed arrays become lists. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => (ArrayBuffer.isView(part) ? Array.from(part as Float64Array) : part), 2)
}
