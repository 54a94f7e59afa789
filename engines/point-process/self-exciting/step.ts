import type { Sorted } from './background.ts'
import { decay } from './decay.ts'
import type { Links } from './links.ts'
import { area, massInside } from './window.ts'

/** Triggering: productivity[from * kinds + to] events per event, delays exponential, steps round Gaussian. */
export type Triggering = {
  readonly productivity: Float64Array
  readonly delay: number
  readonly sd: number
}

/** What one pass over the events yields: the new triggering, the background probabilities and the log-likelihood. */
export type Step = {
  readonly next: Triggering
  readonly probability: Float64Array
  readonly logLikelihood: number
}

/**
 * One EM step (Veen & Schoenberg 2008, JASA 103) of
 *   lambda(t, x, k) = b_k(x) phi(t) / T + sum_j P[k_j, k] w exp(-w (t - t_j)) N(x - x_j; s^2),
 * `rate` being b phi / T at each event. Offspring lost beyond the period, the window, the reach or the horizon are
 * counted in the denominators, so that cutting the links short biases nothing.
 */
export function emStep(events: Sorted, links: Links, rate: Float64Array, now: Triggering): Step {
  const { kinds, kind } = events
  const sums = new Float64Array(kinds * kinds)
  const row = new Row(kinds)
  const probability = new Float64Array(rate.length)
  const shape = 1 / (now.delay * 2 * Math.PI * now.sd * now.sd)
  let gaps = 0
  let squares = 0
  let logs = 0
  for (let i = 0; i < rate.length; i++) {
    if (kinds === 1) sumRow(row, links, i, now)
    else sumRowByKind(row, links, i, now, kind)
    let triggered = 0
    for (let from = 0; from < kinds; from++) triggered += now.productivity[from * kinds + kind[i]] * row.byKind[from]
    const total = rate[i] + shape * triggered
    probability[i] = rate[i] / total
    logs += Math.log(total)
    for (let from = 0; from < kinds; from++) {
      const share = (shape * now.productivity[from * kinds + kind[i]]) / total
      sums[from * kinds + kind[i]] += share * row.byKind[from]
      gaps += share * row.gaps[from]
      squares += share * row.squares[from]
    }
  }
  return maximise(events, links, now, { sums, gaps, squares, probability, logs })
}

/** Kernel sums over the candidates of one event, by the candidate's kind; plain, by gap and by square. */
class Row {
  readonly byKind: Float64Array
  readonly gaps: Float64Array
  readonly squares: Float64Array

  constructor(kinds: number) {
    this.byKind = new Float64Array(kinds)
    this.gaps = new Float64Array(kinds)
    this.squares = new Float64Array(kinds)
  }
}

// The usual case, kept apart because it is the innermost loop of every fit.
function sumRow(row: Row, { starts, gap, square }: Links, i: number, { delay, sd }: Triggering): void {
  const perDay = 1 / delay
  const perSquare = 1 / (2 * sd * sd)
  let plain = 0
  let gaps = 0
  let squares = 0
  for (let k = starts[i]; k < starts[i + 1]; k++) {
    const days = gap[k]
    const metres = square[k]
    const value = decay(days * perDay + metres * perSquare)
    plain += value
    gaps += value * days
    squares += value * metres
  }
  row.byKind[0] = plain
  row.gaps[0] = gaps
  row.squares[0] = squares
}

function sumRowByKind(row: Row, links: Links, i: number, { delay, sd }: Triggering, kind: Int32Array): void {
  row.byKind.fill(0)
  row.gaps.fill(0)
  row.squares.fill(0)
  for (let k = links.starts[i]; k < links.starts[i + 1]; k++) {
    const from = kind[links.parent[k]]
    const value = decay(links.gap[k] / delay + links.square[k] / (2 * sd * sd))
    row.byKind[from] += value
    row.gaps[from] += value * links.gap[k]
    row.squares[from] += value * links.square[k]
  }
}

type Sums = {
  readonly sums: Float64Array
  readonly gaps: number
  readonly squares: number
  readonly probability: Float64Array
  readonly logs: number
}

function maximise(
  events: Sorted,
  links: Links,
  now: Triggering,
  { sums, gaps, squares, probability, logs }: Sums,
): Step {
  const { kinds } = events
  const exposed = exposure(events, links, now)
  const productivity = sums.map((total, cell) => {
    const seen = exposed.seen[Math.floor(cell / kinds)]
    return seen > 0 ? total / seen : 0
  })
  const offspring = sums.reduce((a, b) => a + b, 0)
  let lostGaps = 0
  let lostSquares = 0
  let expected = probability.reduce((a, b) => a + b, 0)
  for (let cell = 0; cell < sums.length; cell++) {
    const from = Math.floor(cell / kinds)
    lostGaps += productivity[cell] * exposed.gaps[from]
    lostSquares += productivity[cell] * exposed.squares[from]
    expected += now.productivity[cell] * exposed.seen[from]
  }
  if (offspring < 1e-6) return { next: { ...now, productivity }, probability, logLikelihood: logs - expected }
  const delay = (gaps + lostGaps) / offspring
  const seenSquares = offspring + lostSquares
  // Links cut far inside the spread say only that it is wider than they reach.
  const sd = seenSquares > offspring * 1e-3 ? Math.sqrt(squares / (2 * seenSquares)) : now.sd * 1.5
  return { next: { productivity, ...bounded(events, delay, sd) }, probability, logLikelihood: logs - expected }
}

// What lasts longer than a thirtieth of the record, or
// reaches farther than a twentieth of the map, cannot be told from background: left free, it swallows the background.
const LONGEST = 1 / 30
const WIDEST = 1 / 20

function bounded({ window, resolution, leastDelay }: Sorted, delay: number, sd: number): { delay: number; sd: number } {
  const longest = LONGEST * (window.end - window.start)
  const widest = WIDEST * Math.sqrt(area(window))
  return {
    delay: Math.max(leastDelay, Math.min(longest, delay)),
    sd: Math.max(resolution, Math.min(widest, sd)),
  }
}

type Exposure = {
  /** Per kind: events of it, each times the share of its offspring that could be seen. */
  readonly seen: Float64Array
  /** Derivatives that correct the mean gap and mean square for the offspring that could not. */
  readonly gaps: Float64Array
  readonly squares: Float64Array
}

export function exposure(
  { x, y, t, kind, kinds, window }: Sorted,
  { reach, horizon }: Links,
  { delay, sd }: Triggering,
): Exposure {
  const seen = new Float64Array(kinds)
  const gaps = new Float64Array(kinds)
  const squares = new Float64Array(kinds)
  const ratio = (reach * reach) / (2 * sd * sd)
  const within = 1 - Math.exp(-ratio)
  const wider = sd * 1.01
  for (let j = 0; j < x.length; j++) {
    const ahead = Math.min(window.end - t[j], horizon)
    const inTime = 1 - Math.exp(-ahead / delay)
    const inside = massInside(window, x[j], y[j], sd)
    const slope = (massInside(window, x[j], y[j], wider) - inside) / (wider * wider - sd * sd)
    seen[kind[j]] += inTime * inside * within
    gaps[kind[j]] += ahead * Math.exp(-ahead / delay) * inside * within
    squares[kind[j]] += inTime * (slope * within * sd * sd - inside * Math.exp(-ratio) * ratio)
  }
  return { seen, gaps, squares }
}
