import { parseArgs } from 'node:util'

/** What the link command was asked to do. */
export type LinkRequest = {
  readonly files: readonly [first: string, second?: string]
  readonly model: string | undefined
  readonly saveModel: string | undefined
  /** Person-model field to column heading, as given with --map. */
  readonly map: Readonly<Record<string, string>>
  readonly truth: string | undefined
  readonly truthPattern: RegExp | undefined
  readonly json: boolean
  readonly threads: number
  readonly seed: number
  readonly pairs: number | undefined
  readonly twins: 'apart' | 'link'
  readonly out: string | undefined
}

/** The options of the command, as its help shows them. */
export const LINK_OPTIONS = `FILE [FILE] [--map FIELD=COLUMN,...] [--model FILE] [--save-model FILE] [--truth COLUMN]
  [--truth-pattern PATTERN] [--twins apart|link] [--pairs N] [--threads N] [--seed N] [--out FILE] [--json]
  FILE             CSV, or CSV in gzip; one file is searched for records of the same person, two are linked across
  --map            which column holds a field, where the heading is not a usual one
  --model          weights saved before, or a model saved by Splink; without it they are learned from the records
  --truth          column whose value true matches share; --truth-pattern takes the part in brackets, as 'rec-(\\d+)'
  --twins          apart (default) keeps records apart that agree on surname, birth date and postcode but not first name
  --pairs          the most pairs to compare (default: a hundred a record, from two to twenty million)
  --out            writes one line for each record: file, record, person`

const WORDS = {
  map: { type: 'string' },
  model: { type: 'string' },
  'save-model': { type: 'string' },
  truth: { type: 'string' },
  'truth-pattern': { type: 'string' },
  twins: { type: 'string', default: 'apart' },
  pairs: { type: 'string' },
  threads: { type: 'string', default: '2' },
  seed: { type: 'string', default: '1' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** Reads the command's arguments; throws a sentence that says what is wrong with them. */
export function readArguments(args: readonly string[]): LinkRequest {
  const { values, positionals } = parseArgs({ args: [...args], options: WORDS, allowPositionals: true })
  const [first, second, ...more] = positionals
  if (first === undefined || more.length > 0) throw new Error('Give one file to search, or two files to link.')
  if (values.twins !== 'apart' && values.twins !== 'link') throw new Error('--twins is apart or link.')
  if (values['truth-pattern'] !== undefined && values.truth === undefined) {
    throw new Error('--truth-pattern needs --truth COLUMN.')
  }
  return {
    files: second === undefined ? [first] : [first, second],
    model: values.model,
    saveModel: values['save-model'],
    map: readMap(values.map),
    truth: values.truth,
    truthPattern: readPattern(values['truth-pattern']),
    json: values.json,
    threads: wholeNumber('--threads', values.threads, 1),
    seed: wholeNumber('--seed', values.seed, 0),
    pairs: values.pairs === undefined ? undefined : wholeNumber('--pairs', values.pairs, 1),
    twins: values.twins,
    out: values.out,
  }
}

function readMap(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').filter(pair => pair.trim() !== '')
  return Object.fromEntries(
    pairs.map(pair => {
      const [field, column] = pair.split('=').map(side => side.trim())
      if (!field || !column) throw new Error(`--map takes FIELD=COLUMN, not ${pair}.`)
      return [field, column]
    }),
  )
}

function readPattern(text: string | undefined): RegExp | undefined {
  try {
    return text === undefined ? undefined : new RegExp(text)
  } catch {
    throw new Error(`--truth-pattern is not a pattern: ${text}`)
  }
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new Error(`${name} is a whole number from ${least}, not ${text}.`)
  return value
}
