import type { Numbers } from './check.ts'

/** Total with Neumaier's (1974) compensation: small terms are not lost beside large ones. Empty gives 0. */
export function sum(values: Numbers): number {
  let total = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  // An infinite total makes the compensation NaN; the plain total is then the answer.
  return Number.isFinite(total) ? total + lost : total
}

/** Arithmetic mean. @throws when `values` is empty */
export function mean(values: Numbers): number {
  if (values.length === 0) throw new Error('values must hold at least one number')
  return sum(values) / values.length
}

/** Sample variance (divisor n - 1), in two passes. @throws when `values` holds fewer than two numbers */
export function variance(values: Numbers): number {
  if (values.length < 2) throw new Error('values must hold at least two numbers')
  const centre = mean(values)
  const squares = new Float64Array(values.length)
  for (let i = 0; i < squares.length; i++) squares[i] = (values[i] - centre) ** 2
  return sum(squares) / (values.length - 1)
}

/** Running totals starting from 0: n values give n + 1 totals, so that total[j] - total[i] is the sum of i..j-1. */
export function prefixSums(values: Numbers): Float64Array {
  const totals = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i++) totals[i + 1] = totals[i] + values[i]
  return totals
}
