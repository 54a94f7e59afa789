// The self-exciting model of engines/point-process over small areas: fresh signs raise what is expected near them, for a while.
import {
  type Events,
  forecast,
  type Grid,
  gridAround,
  type SelfExcitingFit,
  selfExciting,
} from '#engines/point-process'
import type { Method, Window } from './methods.ts'
import { posterior, type Told } from './outlook.ts'
import type { Sign } from './signs.ts'

export type Middle = { readonly x: number; readonly y: number }

export type ExcitingQuestion = {
  readonly signs: readonly Sign[]
  /** The middle of every place, in metres; a sign is put there, never nearer to an address. */
  readonly middles: readonly Middle[]
  /** How many days before the end of the last period a sign lies. */
  readonly daysAgo: (sign: Sign) => number
  readonly days: number
  readonly periods: number
}

/** Signs below which triggering cannot be told from chance. */
const fewestSigns = 100
/** Reports of tension, and incidents, below which the two are not told apart. */
const fewestOfAKind = 50
const cell = 500

/**
 * Expected signs of a place: its long-run shrunk rate, brought to the level of the fitted background, and what recent signs are
 * still expected to set off, all generations (Mohler et al. 2011; README of the engine). Two kinds: reports of tension and
 * incidents, each of which may raise the other. Undefined where there are too few signs, or no outlines.
 */
export function exciting(question: ExcitingQuestion): Method | undefined {
  if (question.middles.length < 2 || question.signs.length < fewestSigns) return undefined
  const map = areasOfCells(question.middles)
  return {
    name: 'self-exciting',
    baseline: false,
    tell: (counts, window) => {
      const usual = posterior(counts, { ...window, memory: 1 })
      const known = signsBefore(question, window)
      if (known.t.length < fewestSigns) return usual
      const fit = fitOf(known, question, window)
      // A fit that found no triggering, or that ran away, adds nothing: the long-run rate stands.
      return lawful(fit) ? blended(fit, map, usual, question.days) : usual
    },
  }
}

/**
 * A sign is known to its day. It is put somewhere in that day by its id alone: were all put at noon, signs of one day would seem to
 * set each other off at once, and the fit would find nothing else.
 */
function hourOf(id: string): number {
  let hash = 2_166_136_261
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 16_777_619) >>> 0
  return (hash + 0.5) / 2 ** 32
}

type Known = Events & { readonly kind: Int32Array }

/** Days are counted from the beginning of the first period. */
function signsBefore({ signs, middles, daysAgo, days, periods }: ExcitingQuestion, { until }: Window): Known {
  const end = until * days
  const known = signs
    .map(sign => ({ sign, t: periods * days - daysAgo(sign) - hourOf(sign.id) }))
    .filter(({ sign, t }) => t >= 0 && t < end && middles[sign.at] !== undefined)
  const at = (pick: (middle: Middle) => number): Float64Array =>
    Float64Array.from(known, ({ sign }) => pick(middles[sign.at] ?? { x: 0, y: 0 }))
  return {
    x: at(({ x }) => x),
    y: at(({ y }) => y),
    t: Float64Array.from(known, ({ t }) => t),
    kind: Int32Array.from(known, ({ sign }) => (sign.kind === 'tension' ? 1 : 0)),
  }
}

function fitOf(known: Known, { middles, days }: ExcitingQuestion, { until }: Window): SelfExcitingFit {
  const edge = 2_000
  const xs = middles.map(({ x }) => x)
  const ys = middles.map(({ y }) => y)
  const window = {
    left: Math.min(...xs) - edge,
    right: Math.max(...xs) + edge,
    bottom: Math.min(...ys) - edge,
    top: Math.max(...ys) + edge,
    start: 0,
    end: until * days,
  }
  const reports = known.kind.reduce((sum, kind) => sum + kind, 0)
  const two = reports >= fewestOfAKind && known.kind.length - reports >= fewestOfAKind
  return selfExciting(known, { window, kind: two ? known.kind : new Int32Array(known.t.length), kinds: two ? 2 : 1 })
}

/** One sign sets off some and fewer than one, after a day or more: nothing shorter can be seen in days. */
const lawful = ({ branching, delay }: SelfExcitingFit): boolean => branching > 1e-6 && branching < 1 && delay.value >= 1

type CellMap = { readonly grid: Grid; readonly areaOf: Int32Array }

/** Each cell belongs to the place whose middle is nearest. */
function areasOfCells(middles: readonly Middle[]): CellMap {
  const xs = Float64Array.from(middles, ({ x }) => x)
  const ys = Float64Array.from(middles, ({ y }) => y)
  const grid = gridAround(xs, ys, cell)
  const areaOf = Int32Array.from({ length: grid.across * grid.down }, (_, at) => {
    const x = grid.left + ((at % grid.across) + 0.5) * cell
    const y = grid.bottom + (Math.floor(at / grid.across) + 0.5) * cell
    let best = 0
    let nearest = Infinity
    for (let place = 0; place < xs.length; place++) {
      const away = ((xs[place] ?? 0) - x) ** 2 + ((ys[place] ?? 0) - y) ** 2
      if (away < nearest) [best, nearest] = [place, away]
    }
    return best
  })
  // A small place may own no middle of a cell: the cell that holds it is its own.
  middles.forEach(({ x, y }, place) => {
    const at = Math.floor((y - grid.bottom) / cell) * grid.across + Math.floor((x - grid.left) / cell)
    if (!areaOf.includes(place)) areaOf[at] = place
  })
  return { grid, areaOf }
}

function blended(fit: SelfExcitingFit, { grid, areaOf }: CellMap, usual: Told, days: number): Told {
  const kinds = Array.from({ length: fit.kinds }, (_, kind) =>
    forecast(fit, { grid, areaOf, horizon: days, kind, contributors: 0 }),
  )
  const background = kinds.reduce((sum, { background: part }) => sum + part.reduce((a, b) => a + b, 0), 0)
  const total = usual.rate.reduce((sum, rate) => sum + rate, 0)
  const level = total > 0 ? Math.min(1, background / total) : 1
  const rate = usual.rate.map((value, place) => {
    const added = kinds.reduce((sum, { triggered }) => sum + (triggered[place] ?? 0), 0)
    return level * value + added
  })
  const spread = rate.map(
    (value, place) => (usual.shape[place] ?? 1) * Math.max(1, value / (usual.rate[place] ?? value)),
  )
  return { rate, shape: spread, weight: usual.weight.map(() => fit.branching * Math.exp(-days / 2 / fit.delay.value)) }
}
