import { type Estimate, type SelfExcitingFit, selfExciting } from '#engines/point-process'
import { command, type Given, toJson } from './command.ts'
import { readEvents } from './events-file.ts'
import { namedColumn, readColumn, type Table } from './table.ts'

export const selfExcitingCommand = command(
  'self-exciting',
  'how much do events set off further events nearby, and for how long?',
  [
    { name: 'kind', value: 'COLUMN', text: 'a column that names the kind of event; each kind may set off each other' },
    { name: 'bandwidth', value: 'METRES', text: 'smoothing of the background; chosen from the data unless given' },
  ],
  async (given, out) => {
    const { events, table } = await readEvents(given.file)
    const kinds = kindsOf(given, table)
    const bandwidth = given.text('bandwidth') === undefined ? {} : { bandwidth: given.number('bandwidth', 0) }
    const fit = selfExciting(events, { ...kinds.options, ...bandwidth })
    if (given.flag('json')) out(toJson(asJson(fit, kinds.names)))
    else for (const line of asText(fit)) out(line)
  },
)

function kindsOf(given: Given, table: Table) {
  const wanted = given.text('kind')
  if (wanted === undefined) return { names: ['event'], options: {} }
  const values = readColumn(table, namedColumn(table, wanted), 'a kind', text => (text === '' ? undefined : text))
  const names = [...new Set(values)].sort()
  return { names, options: { kinds: names.length, kind: values.map(value => names.indexOf(value)) } }
}

function asJson(fit: SelfExcitingFit, names: readonly string[]) {
  const interval = ({ low, high }: Estimate) => [low, high]
  return {
    n: fit.n,
    branching: fit.branching,
    meanDelayDays: fit.delay.value,
    sdMetres: fit.sd.value,
    logLikelihood: fit.logLikelihood,
    standardErrors: {
      branching: fit.kinds === 1 ? fit.productivity[0]?.error : null,
      meanDelayDays: fit.delay.error,
      sdMetres: fit.sd.error,
    },
    intervals95: {
      branching: fit.kinds === 1 && fit.productivity[0] ? interval(fit.productivity[0]) : null,
      meanDelayDays: interval(fit.delay),
      sdMetres: interval(fit.sd),
    },
    kinds: names,
    productivity: names.map((_, from) => names.map((_, to) => fit.productivity[from * names.length + to])),
    backgroundEvents: fit.backgroundCount,
    bandwidthMetres: fit.bandwidth,
    residualP: fit.residuals.p,
    steps: fit.steps,
    converged: fit.converged,
  }
}

function asText(fit: SelfExcitingFit): string[] {
  const shown = ({ value, low, high }: Estimate, digits: number) =>
    `${value.toFixed(digits)} (95 % interval ${low.toFixed(digits)} to ${high.toFixed(digits)})`
  return [
    `${fit.n} events`,
    ...fit.productivity.map(cell => `events set off per event: ${shown(cell, 3)}`),
    `mean delay, days: ${shown(fit.delay, 2)}`,
    ...(fit.delay.value > fit.leastDelay
      ? []
      : [
          'That is the shortest delay that times so coarse can tell: events come together, and no more is known of when.',
        ]),
    `spread, metres: ${shown(fit.sd, 0)}`,
    `log-likelihood: ${fit.logLikelihood.toFixed(2)}`,
    ...(fit.converged ? [] : ['The fit did not settle: read the figures with care.']),
  ]
}
