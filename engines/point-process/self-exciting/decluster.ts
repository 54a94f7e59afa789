import { decay } from './decay.ts'
import type { Fitted } from './fit.ts'

/** Which events probably set off which, in the caller's numbering. */
export type Ancestry = {
  /** Probability that each event is background. */
  readonly background: Float64Array
  /** The earlier event most likely to have set it off, or -1 where background is likelier. */
  readonly likeliestParent: Int32Array
  readonly parentProbability: Float64Array
}

/** Stochastic declustering (Zhuang, Ogata & Vere-Jones 2002, JASA 97). */
export function decluster({ events, links, order, rate, state }: Fitted): Ancestry {
  const n = rate.length
  const { productivity, delay, sd } = state.triggering
  const background = new Float64Array(n)
  const likeliestParent = new Int32Array(n).fill(-1)
  const parentProbability = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let total = rate[i]
    let best = rate[i]
    let from = -1
    for (let k = links.starts[i]; k < links.starts[i + 1]; k++) {
      const cell = events.kind[links.parent[k]] * events.kinds + events.kind[i]
      const height = productivity[cell] / (delay * 2 * Math.PI * sd * sd)
      const value = height * decay(links.gap[k] / delay + links.square[k] / (2 * sd * sd))
      total += value
      if (value > best) {
        best = value
        from = links.parent[k]
      }
    }
    const at = order[i]
    background[at] = rate[i] / total
    if (from >= 0) likeliestParent[at] = order[from]
    parentProbability[at] = from >= 0 ? best / total : 0
  }
  return { background, likeliestParent, parentProbability }
}
