import { type KnoxTable, knox } from '#engines/point-process'
import { command, toJson } from './command.ts'
import { readEvents } from './events-file.ts'

export const nearRepeat = command(
  'near-repeat',
  'do events follow near events more than chance? (Knox test)',
  [
    { name: 'space', value: '150,300,450,600', text: 'upper limits of the distance bands, metres' },
    { name: 'time', value: '7,14,28', text: 'upper limits of the time bands, days' },
    { name: 'permutations', value: '999', text: 'shuffles of the times behind each p-value' },
    { name: 'stop-after', value: '0', text: 'stop a cell after so many shuffles reach it; 0 never stops early' },
    { name: 'seed', value: '1', text: 'the same seed gives the same answer' },
  ],
  async (given, out) => {
    const { events } = await readEvents(given.file)
    const seed = given.number('seed', 1)
    const table = await knox(events, {
      space: given.numbers('space', [150, 300, 450, 600]),
      time: given.numbers('time', [7, 14, 28]),
      permutations: given.number('permutations', 999),
      stopAfter: given.number('stop-after', 0),
      seed,
    })
    if (given.flag('json')) out(toJson(asJson(table, seed)))
    else for (const line of asText(table)) out(line)
  },
)

/** Rows by space band, columns by time band. */
const byBand = (table: KnoxTable, values: ArrayLike<number>): number[][] =>
  table.space.map((_, s) => table.time.map((_, k) => values[s * table.time.length + k] ?? Number.NaN))

function asJson(table: KnoxTable, seed: number) {
  return {
    n: table.n,
    space: table.space,
    time: table.time,
    observed: byBand(table, table.observed),
    expected: byBand(table, table.expected),
    ratio: byBand(table, table.ratio),
    p: byBand(table, table.p),
    deviation: byBand(table, table.deviation),
    draws: byBand(table, table.draws),
    permutations: table.permutations,
    stoppedEarly: table.stoppedEarly,
    seed,
  }
}

function asText(table: KnoxTable): string[] {
  const lines = [`${table.n} events, ${table.permutations} permutations${table.stoppedEarly ? ', stopped early' : ''}`]
  let space = 0
  for (const [s, reach] of table.space.entries()) {
    let time = 0
    for (const [k, days] of table.time.entries()) {
      const c = s * table.time.length + k
      const ratio = (table.ratio[c] ?? Number.NaN).toFixed(2)
      const counts = `${table.observed[c] ?? 0} pairs, ${(table.expected[c] ?? 0).toFixed(1)} expected`
      lines.push(
        `${space} to ${reach} m, ${time} to ${days} days: ${counts}, ratio ${ratio}, p ${(table.p[c] ?? 1).toFixed(4)}`,
      )
      time = days
    }
    space = reach
  }
  return lines
}
