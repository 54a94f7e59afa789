import { type Backtest, backtest, type MethodResult } from '#engines/point-process'
import { command, toJson } from './command.ts'
import { readEvents } from './events-file.ts'

export const backtestCommand = command(
  'backtest',
  'how well would each method have foretold the past, window by window?',
  [
    { name: 'cell', value: '250', text: 'side of a cell of the map, metres' },
    { name: 'horizon', value: '14', text: 'days foretold at a time' },
    { name: 'windows', value: 'N', text: 'windows to score; half the record unless given, 78 at most' },
    { name: 'seed', value: '1', text: 'the same seed gives the same intervals' },
  ],
  async (given, out) => {
    const { events } = await readEvents(given.file)
    const windows = given.text('windows') === undefined ? {} : { windows: given.number('windows', 0) }
    const common = {
      cell: given.number('cell', 250),
      horizon: given.number('horizon', 14),
      seed: given.number('seed', 1),
    }
    const result = backtest(events, { ...common, ...windows })
    if (given.flag('json')) out(toJson(asJson(result)))
    else for (const line of asText(result)) out(line)
  },
)

function asJson({ methods, ...rest }: Backtest) {
  return { ...rest, methods: methods.map(({ byWindow, ...method }) => ({ ...method, logScoreByWindow: byWindow })) }
}

function asText(result: Backtest): string[] {
  const percent = (share: number | undefined) => `${(100 * (share ?? 0)).toFixed(1)} %`
  const line = (method: MethodResult) =>
    `${method.name.padEnd(22)} log score ${method.logScore.toFixed(5)}, Brier ${method.brier.toFixed(5)}, events in the top 1, 5, 10 % of cells: ${method.hitRate.map(percent).join(', ')}`
  return [
    `${result.windows} windows of ${result.horizon} days, ${result.cells} cells, ${result.events} events; base rate ${percent(result.baseRate)}`,
    ...result.methods.map(line),
    result.verdict,
  ]
}
