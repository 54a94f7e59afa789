// The sealed file, as text that two people write alike: a head of known lines, then one line for each place, sorted.
import { type MethodName, methodNames } from './methods.ts'

export type About = {
  readonly partnership: string
  readonly part: 'places' | 'conflicts'
  readonly unit: 'fortnight' | 'month'
  readonly opens: string
  readonly closes: string
  /** The days that were learned from. */
  readonly from: string
  readonly until: string
  readonly definition: string
  readonly shown: MethodName
  readonly seed: number
  /** SHA-256 of the source files of the models. */
  readonly code: string
  /** SHA-256 of the key that opens the names. */
  readonly key: string
  readonly synthetic: boolean
  /** Whether the impact assessments allowed use on the day. */
  readonly allowed: boolean
}

/** One line: the blind name of a place, what each method says, and whether it was on the list. */
export type Line = { readonly name: string; readonly chance: readonly number[]; readonly listed: boolean }

export type Sealed = { readonly about: About; readonly methods: readonly MethodName[]; readonly lines: readonly Line[] }

const first = 'breakwater prediction 1'
const aboutKeys = [
  'partnership',
  'part',
  'unit',
  'opens',
  'closes',
  'from',
  'until',
  'definition',
  'shown',
  'seed',
  'code',
  'key',
  'synthetic',
  'allowed',
] as const satisfies readonly (keyof About)[]

/** The text whose digest is published. Chances have six decimals. */
export function written({ about, methods, lines }: Sealed): string {
  const head = aboutKeys.map(key => `${key}: ${String(about[key]).replaceAll('\n', ' ')}`)
  const sorted = [...lines].sort((a, b) => (a.name < b.name ? -1 : 1))
  const rows = sorted.map(
    ({ name, chance, listed }) => `${name},${chance.map(value => value.toFixed(6)).join(',')},${listed ? 1 : 0}`,
  )
  return [first, ...head, `place,${methods.join(',')},listed`, ...rows, ''].join('\n')
}

/** What a sealed file says. @throws Error naming the line that is wrong */
export function read(text: string): Sealed {
  const rows = text.split('\n')
  if (rows[0] !== first) throw new Error(`line 1 must be "${first}"`)
  const values = aboutKeys.map((key, at) => headValue(rows, at + 1, key))
  const columns = (rows[aboutKeys.length + 1] ?? '').split(',')
  const methods = columns.slice(1, -1).filter(isMethod)
  if (columns[0] !== 'place' || columns.at(-1) !== 'listed' || methods.length !== columns.length - 2)
    throw new Error(`line ${aboutKeys.length + 2} must name the columns: place, methods, listed`)
  const lines = rows
    .slice(aboutKeys.length + 2)
    .flatMap((row, at) => (row === '' ? [] : [lineOf(row, methods.length, at + aboutKeys.length + 3)]))
  return { about: aboutOf(values), methods, lines }
}

function headValue(rows: readonly string[], at: number, key: string): string {
  const row = rows[at] ?? ''
  if (!row.startsWith(`${key}: `)) throw new Error(`line ${at + 1} must begin with "${key}: "`)
  return row.slice(key.length + 2)
}

const isMethod = (text: string): text is MethodName => methodNames.some(name => name === text)

function aboutOf(values: readonly string[]): About {
  const value = (key: (typeof aboutKeys)[number]): string => values[aboutKeys.indexOf(key)] ?? ''
  const shown = value('shown')
  if (!isMethod(shown)) throw new Error(`"${shown}" is not a method`)
  return {
    partnership: value('partnership'),
    part: value('part') === 'conflicts' ? 'conflicts' : 'places',
    unit: value('unit') === 'month' ? 'month' : 'fortnight',
    opens: value('opens'),
    closes: value('closes'),
    from: value('from'),
    until: value('until'),
    definition: value('definition'),
    shown,
    seed: Number(value('seed')),
    code: value('code'),
    key: value('key'),
    synthetic: value('synthetic') === 'true',
    allowed: value('allowed') === 'true',
  }
}

function lineOf(row: string, methods: number, line: number): Line {
  const cells = row.split(',')
  const chance = cells.slice(1, -1).map(Number)
  const lawful = chance.length === methods && chance.every(value => value >= 0 && value <= 1)
  if (!lawful) throw new Error(`line ${line} must hold ${methods} chances between 0 and 1`)
  return { name: cells[0] ?? '', chance, listed: cells.at(-1) === '1' }
}

/** What happened, by the same blind names: 1 where a sign came, 0 where none did. */
export function writtenOutcomes(outcomes: ReadonlyMap<string, boolean>): string {
  const rows = [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, came]) => `${name},${came ? 1 : 0}`)
  return ['place,happened', ...rows, ''].join('\n')
}

/** @throws Error naming the line that is wrong */
export function readOutcomes(text: string): Map<string, boolean> {
  const [head, ...rows] = text.split('\n')
  if (head !== 'place,happened') throw new Error('line 1 of the outcomes must be "place,happened"')
  return new Map(
    rows.flatMap((row, at) => {
      const [name = '', came] = row.split(',')
      if (row === '') return []
      if (came !== '0' && came !== '1') throw new Error(`line ${at + 2} of the outcomes must end with 0 or 1`)
      return [[name, came === '1'] as const]
    }),
  )
}
