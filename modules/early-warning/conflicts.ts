import { type ConflictEvents, type ConflictModel, conflicts } from '#engines/point-process'
import { command, type Given, toJson } from './command.ts'
import { finite, isoDays, namedColumn, readColumn, readTable, type Table } from './table.ts'

export const conflictsCommand = command(
  'conflicts',
  'which pairs of groups are in conflict, and may it escalate?',
  [
    { name: 'a', value: 'COLUMN', text: 'column with one group (with --directed: the group that acted)' },
    { name: 'b', value: 'COLUMN', text: 'column with the other group' },
    { name: 'date', value: 'COLUMN', text: 'column with the ISO date' },
    { name: 'severity', value: 'COLUMN', text: 'column with a number that grows with harm' },
    { name: 'stages', value: '1,5,10,25', text: 'severities at which the next stage begins' },
    { name: 'horizon', value: '14', text: 'days ahead' },
    { name: 'directed', text: 'the first group acted against the second; without it nobody knows who acted' },
    { name: 'permutations', value: '999', text: 'shuffles behind the test of replies' },
    { name: 'seed', value: '1', text: 'the same seed gives the same answer' },
  ],
  async (given, out) => {
    const table = await readTable(given.file)
    const { events, names, stages, end } = recordOf(given, table)
    const options = {
      horizon: given.number('horizon', 14),
      permutations: given.number('permutations', 999),
      seed: given.number('seed', 1),
    }
    const model = conflicts(events, { stages, start: 0, end, ...options })
    if (given.flag('json')) out(toJson(asJson(model, names, given.flag('directed'))))
    else for (const line of asText(model, names)) out(line)
  },
)

function recordOf(given: Given, table: Table) {
  const name = (text: string) => (text === '' ? undefined : text)
  const a = readColumn(table, namedColumn(table, given.text('a', 'side_a') ?? ''), 'a group', name)
  const b = readColumn(table, namedColumn(table, given.text('b', 'side_b') ?? ''), 'a group', name)
  const days = readColumn(table, namedColumn(table, given.text('date', 'date') ?? ''), 'an ISO date', isoDays)
  const limits = given.numbers('stages', [1, 5, 10, 25])
  const severity = given.text('severity')
  const harm =
    severity === undefined ? days.map(() => 0) : readColumn(table, namedColumn(table, severity), 'a number', finite)
  const names = [...new Set([...a, ...b])].sort()
  const numbers = new Map(names.map((group, k) => [group, k]))
  const number = (group: string) => numbers.get(group) ?? -1
  const first = Math.floor(days.reduce((least, day) => Math.min(least, day), Infinity))
  const last = Math.floor(days.reduce((most, day) => Math.max(most, day), -Infinity))
  const stageOf = (value: number) => limits.filter(limit => value >= limit).length
  const events: ConflictEvents = {
    t: Float64Array.from(days, day => day - first),
    from: Int32Array.from(a, number),
    to: Int32Array.from(b, number),
    stage: Int32Array.from(harm, stageOf),
    unknown: new Uint8Array(days.length).fill(given.flag('directed') ? 0 : 1),
  }
  return { events, names, stages: severity === undefined ? 1 : limits.length + 1, end: last - first + 1 }
}

function asJson(model: ConflictModel, names: readonly string[], directed: boolean) {
  return {
    n: model.n,
    sides: directed ? 'as given' : 'unknown',
    repetition: model.repetition,
    reply: model.reply,
    meanDelayDays: model.delay,
    stageWeights: model.weight,
    logLikelihood: model.logLikelihood,
    gain: model.gain,
    word: model.word,
    replyTest: model.replyTest,
    validated: model.validated,
    converged: model.converged,
    pairs: ranked(model).map(pair => ({
      a: names[pair.groups[0]],
      b: names[pair.groups[1]],
      events: pair.events,
      backgroundPerDay: pair.background,
      intensity: pair.intensity,
      stage: pair.stage,
      expected: pair.expected,
      reached: model.validated ? pair.reached : null,
    })),
  }
}

const ranked = ({ pairs }: ConflictModel) => [...pairs].sort((one, two) => two.expected - one.expected)

const MOST_SHOWN = 10

function asText(model: ConflictModel, names: readonly string[]): string[] {
  const shown = ranked(model).slice(0, MOST_SHOWN)
  return [
    `${model.n} events between ${model.pairs.length} pairs of groups; the record shows ${model.word}`,
    ...shown.map(({ groups, events, expected, reached }) => {
      const chance = model.validated ? `, chance of any event ${(100 * (reached[0] ?? 0)).toFixed(0)} %` : ''
      return `${names[groups[0]]} and ${names[groups[1]]}: ${events} events, ${expected.toFixed(2)} expected${chance}`
    }),
  ]
}
