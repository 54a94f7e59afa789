import type { Command, Module } from '#platform/module'
import { backtestCommand } from './backtest.ts'
import type { Command as FileCommand } from './command.ts'
import { conflictsCommand } from './conflicts.ts'
import { nearRepeat } from './near-repeat.ts'
import { selfExcitingCommand } from './self-exciting.ts'

function listed({ name, summary, options, run }: FileCommand): Command {
  const usage = options.map(({ name: option, value }) => `[--${option}${value === undefined ? '' : ` ${value}`}]`)
  return { name, summary, options: ['FILE', ...usage].join(' '), run: (args, out) => run([...args], out) }
}

/** Analysis of any file of times and places, by the command line. The watchlist itself is not built yet: see README.md. */
export const earlyWarning: Module = {
  name: 'early-warning',
  commands: [nearRepeat, selfExcitingCommand, conflictsCommand, backtestCommand].map(listed),
}
