// How near chances came to what happened. `happened` holds 1 where a sign came, 0 where none did, NaN where nobody can know.

/** Sum over places of the log of the chance that was given to what happened (Good 1952). Nearer to 0 is better. */
export function logScoreOf(chance: Float64Array, happened: Float64Array): number {
  return totalOf(chance, happened, (p, came) => Math.log(Math.max(1e-6, came ? p : 1 - p)))
}

/** Mean squared distance between chance and what happened (Brier 1950). Nearer to 0 is better. */
export function brierOf(chance: Float64Array, happened: Float64Array): number {
  const known = happened.filter(value => !Number.isNaN(value)).length
  return totalOf(chance, happened, (p, came) => (p - (came ? 1 : 0)) ** 2) / Math.max(1, known)
}

function totalOf(
  chance: Float64Array,
  happened: Float64Array,
  worth: (chance: number, came: boolean) => number,
): number {
  return chance.reduce((sum, p, place) => {
    const came = happened[place] ?? Number.NaN
    return Number.isNaN(came) ? sum : sum + worth(p, came > 0)
  }, 0)
}

/** Places whose chance lay in one range: how many, what was said on average, and the share that came true. */
export type Bin = {
  readonly from: number
  readonly to: number
  readonly places: number
  readonly said: number
  readonly came: number
}

const edges = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1] as const

export function binned(chance: readonly Float64Array[], happened: readonly Float64Array[]): Bin[] {
  const bins = edges.slice(0, -1).map((from, at) => ({ from, to: edges[at + 1] ?? 1, places: 0, said: 0, came: 0 }))
  chance.forEach((all, window) => {
    all.forEach((p, place) => {
      const came = happened[window]?.[place] ?? Number.NaN
      const bin = bins.findLast(({ from }) => p >= from)
      if (bin === undefined || Number.isNaN(came)) return
      bin.places += 1
      bin.said += p
      bin.came += came > 0 ? 1 : 0
    })
  })
  return bins
    .filter(({ places }) => places > 0)
    .map(bin => ({ ...bin, said: bin.said / bin.places, came: bin.came / bin.places }))
}
