import { longDate, longTime } from '#platform/views'
import { type ClockKey, clockWords } from '../rules/clocks.ts'
import { isRoute, routeOf } from '../rules/routes.ts'
import { type Waits, waitsWords } from '../rules/work.ts'

export type DueShown = { readonly text: string; readonly late: boolean; readonly chair: boolean }

type Dated = {
  readonly waits: Waits
  readonly clock: string | null
  readonly route: string | null
  readonly due_at: Date | null
  readonly chair_at?: Date | null
}

/** "Urgent: by 4 June 2026", "Tell children’s social care by 4 June 2026", or nothing where no clock runs. */
export function dueInWords(it: Dated, now: Date): DueShown | undefined {
  if (it.due_at === null) return undefined
  const chair = it.chair_at != null && it.chair_at <= now
  return { text: `${beginning(it)} by ${by(it.due_at)}`, late: it.due_at < now, chair }
}

/** What is to be done next, by whoever sorts it. */
export function todo({ waits, route }: Pick<Dated, 'waits' | 'route'>): string {
  if (route !== null && isRoute(route)) {
    const { body } = routeOf(route)
    return waits === 'telling' ? `Tell ${body} about` : `Ask ${body} what came of`
  }
  const words: Partial<Record<Waits, string>> = {
    more: 'Ask again for more about',
    group: 'Bring to its group',
    opening: 'Carry out what the group decided about',
    ringing: 'Ring the organisation again about',
  }
  return words[waits] ?? 'Sort'
}

function beginning({ waits, clock, route }: Dated): string {
  if (waits === 'sorting') return `${clockWords[isClock(clock) ? clock : 'routine']}:`
  if (route === null || !isRoute(route)) return waitsWords[waits]
  return waits === 'telling' ? `Tell ${routeOf(route).body}` : `An answer of ${routeOf(route).body}`
}

const isClock = (key: string | null): key is ClockKey => key !== null && Object.hasOwn(clockWords, key)

// A clock of working days ends with its day: the moment after is the next day’s midnight, in winter and in summer.
function by(at: Date): string {
  const time = longTime(at)
  return time.endsWith(' at 12:00am') ? longDate(new Date(at.getTime() - 1)) : time
}
