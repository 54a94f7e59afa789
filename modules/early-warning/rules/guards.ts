// Guard rails: before a list is shown, the workings are attacked in ways that only an honest one survives.
import { random } from '#engines/numerics'
import type { Method } from './methods.ts'
import { toBeat } from './methods.ts'
import { type Counts, chances } from './outlook.ts'
import { happenedIn } from './record.ts'
import { evidence, gainOf, proof } from './skill.ts'

export type GuardName = 'shuffled labels' | 'shifted future' | 'duplicated window' | 'feedback'

export type GuardResult = { readonly name: GuardName; readonly held: boolean; readonly found: string }

/** The workings made from some material: a map of counts and the methods that read it. */
export type Workings = { readonly counts: Counts; readonly methods: readonly Method[] }

type Placed = { readonly at: number }

/** The same events, those that `later` picks moved to the next place and told twice. */
export function withOtherFuture<T extends Placed>(
  events: readonly T[],
  places: number,
  later: (event: T) => boolean,
): T[] {
  return events.flatMap(event => {
    if (!later(event)) return [event]
    const moved = { ...event, at: (event.at + 1) % places }
    return [moved, moved]
  })
}

/** The same events with their places dealt out anew: every place keeps its number, and place and time no longer belong together. */
export function withShuffledPlaces<T extends Placed>(events: readonly T[], seed: number): T[] {
  const places = events.map(({ at }) => at)
  const chance = random(seed)
  for (let k = places.length - 1; k > 0; k--) {
    const other = chance.integer(k + 1)
    const [a, b] = [places[k] ?? 0, places[other] ?? 0]
    places[k] = b
    places[other] = a
  }
  return events.map((event, k) => ({ ...event, at: places[k] ?? event.at }))
}

/** What is foretold of a window must not change by a hair when everything from that window on is made up. */
export function shiftedFuture(honest: Workings, otherFuture: Workings, until: number, lag = 0): GuardResult {
  const window = { until, target: until + lag }
  const changed = honest.methods.flatMap((method, m) => {
    const told = method.tell(honest.counts, window).rate
    const again = otherFuture.methods[m]?.tell(otherFuture.counts, window).rate
    return again?.every((value, place) => value === told[place]) === true ? [] : [method.name]
  })
  const held = changed.length === 0
  const found = held
    ? `All ${honest.methods.length} methods said the same of a window when what came after it was made up.`
    : `What came later changed what was said before it: ${changed.join(', ')}. Something reads the future.`
  return { name: 'shifted future', held, found }
}

const windowsShuffled = 13

/** With places dealt out anew no method can know more than the long-run rate: proof of skill here is proof of a leak. */
export async function shuffledLabels(
  { counts, methods }: Workings,
  breathe: () => Promise<void>,
  lag = 0,
): Promise<GuardResult> {
  const base = methods.find(({ name }) => name === toBeat)
  const clever = methods.filter(({ baseline }) => !baseline)
  const targets = Array.from({ length: windowsShuffled }, (_, k) => counts.periods - windowsShuffled + k)
  const leaking: string[] = []
  for (const method of clever) {
    const gains = []
    for (const target of targets.filter(period => period - lag >= 3)) {
      const window = { until: target - lag, target }
      const said = chances(method.tell(counts, window))
      const usual = base === undefined ? said : chances(base.tell(counts, window))
      gains.push(gainOf(said, usual, happenedIn(counts, target)))
      await breathe()
    }
    if (evidence(gains).some(value => value >= proof)) leaking.push(method.name)
  }
  const held = leaking.length === 0
  const found = held
    ? `With places dealt out anew, none of ${clever.length} models seemed better than the long-run rate.`
    : `With places dealt out anew there is nothing to know, yet a model seemed to know it: ${leaking.join(', ')}.`
  return { name: 'shuffled labels', held, found }
}

/** Signs in a window from which an equal window elsewhere is no accident. */
const fewestAlike = 5

/** No event may be counted twice, and no window may stand in the past a second time: an import loaded twice would foretell itself. */
export function duplicatedWindow(ids: readonly string[], { places, periods, counts }: Counts): GuardResult {
  const twice = ids.length - new Set(ids).size
  const seen = new Map<string, number>()
  const alike: string[] = []
  for (let period = 0; period < periods; period++) {
    const own = Array.from({ length: places }, (_, place) => counts[place * periods + period] ?? 0)
    const signs = own.reduce((sum, count) => sum + (Number.isNaN(count) ? 0 : count), 0)
    if (signs < fewestAlike) continue
    const key = own.join()
    const before = seen.get(key)
    if (before !== undefined) alike.push(`${before + 1} and ${period + 1}`)
    seen.set(key, period)
  }
  const held = twice === 0 && alike.length === 0
  const found = held
    ? 'No event is counted twice, and no window is the copy of another.'
    : [
        ...(twice > 0 ? [`${twice} events are counted twice.`] : []),
        ...(alike.length > 0 ? [`Windows that are copies: ${alike.join('; ')}.`] : []),
      ].join(' ')
  return { name: 'duplicated window', held, found }
}
