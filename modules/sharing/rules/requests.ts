// When an answer is owed to somebody who asks about their own data, and what may be done next.
//
// UK GDPR article 12(3): one calendar month from the day of the request, or from the day on which proof of identity came where it
// was asked for; two months more where that is needed, and said within the first. Time in which the person was asked what
// they mean does not count (article 12A, as the Data (Use and Access) Act 2025 adds it). The day is the same day of the later
// month, or its last; on a Saturday or Sunday it is the Monday after. Bank holidays are not known here: early then, never late.

export const requestEvents = [
  'identity asked',
  'identity proved',
  'more asked',
  'more given',
  'extended',
  'pack made',
  'sent',
  'decided',
  'refused',
] as const
export type RequestEventName = (typeof requestEvents)[number]

/** What came of a request for erasure. */
export type Outcome = 'upheld' | 'not upheld'

export type RequestEvent = { readonly event: RequestEventName; readonly onDay: string; readonly recordedAt: Date }

export type RequestState = 'waiting for identity' | 'waiting for words' | 'open' | 'sent' | 'decided' | 'refused'

export const stateWords: Readonly<Record<RequestState, string>> = {
  'waiting for identity': 'Waiting for proof of identity: the month has not begun',
  'waiting for words': 'Waiting for what they mean: the clock stands still',
  open: 'To be answered',
  sent: 'Answered: the pack was sent',
  decided: 'Answered: the decision was sent',
  refused: 'Refused with a reason',
}

export type RequestClock = {
  readonly state: RequestState
  readonly proved: boolean
  readonly extended: boolean
  /** The day from which the month runs; null while identity is not proved. */
  readonly starts: string | null
  /** The day by which the answer is owed; null while the clock has not begun or stands still. */
  readonly due: string | null
  /** Until when it may be made longer; null as for `due`, or where it was. */
  readonly extendBy: string | null
  /** Days on which the clock stood still, so far. */
  readonly stoodStill: number
}

type Run = {
  readonly state: RequestState
  readonly proved: boolean
  readonly starts: string | null
  readonly extended: boolean
  readonly stoppedOn: string | null
  readonly stoodStill: number
}

export type Asked = { readonly receivedOn: string; readonly right: Right }
export type Right = 'access' | 'correction' | 'erasure' | 'objection'

/** Where a request stands, from what happened to it. What cannot happen in a state is passed over. */
export function clockOf(asked: Asked, events: readonly RequestEvent[]): RequestClock {
  const run = inOrder(events).reduce((sofar, event) => step(sofar, event, asked), beginning)
  const { state, proved, starts, extended, stoodStill } = run
  const runs = state === 'open' && starts !== null
  return {
    state,
    proved,
    extended,
    starts,
    stoodStill,
    due: runs ? dueDay(starts, extended ? 3 : 1, stoodStill) : null,
    extendBy: runs && !extended ? dueDay(starts, 1, stoodStill) : null,
  }
}

const beginning: Run = {
  state: 'waiting for identity',
  proved: false,
  starts: null,
  extended: false,
  stoppedOn: null,
  stoodStill: 0,
}

function inOrder(events: readonly RequestEvent[]): RequestEvent[] {
  return events.toSorted((a, b) => a.onDay.localeCompare(b.onDay) || a.recordedAt.getTime() - b.recordedAt.getTime())
}

function step(run: Run, event: RequestEvent, asked: Asked): Run {
  if (!allowed(run, event, asked)) return run
  const { onDay } = event
  switch (event.event) {
    case 'identity proved':
      return { ...run, state: 'open', proved: true, starts: onDay < asked.receivedOn ? asked.receivedOn : onDay }
    case 'more asked':
      return { ...run, state: 'waiting for words', stoppedOn: onDay }
    case 'more given':
      return {
        ...run,
        state: 'open',
        stoppedOn: null,
        stoodStill: run.stoodStill + daysBetween(run.stoppedOn ?? onDay, onDay),
      }
    case 'extended':
      return { ...run, extended: true }
    case 'sent':
    case 'decided':
    case 'refused':
      return { ...run, state: event.event }
    default:
      return run
  }
}

function allowed(run: Run, { event, onDay }: RequestEvent, { right }: Asked): boolean {
  switch (event) {
    case 'identity asked':
    case 'identity proved':
      return run.state === 'waiting for identity'
    case 'more asked':
      return run.state === 'open'
    case 'more given':
      return run.state === 'waiting for words'
    case 'extended':
      return (
        run.state === 'open' && !run.extended && run.starts !== null && onDay <= dueDay(run.starts, 1, run.stoodStill)
      )
    case 'pack made':
    case 'sent':
      return run.state === 'open' && right === 'access'
    case 'decided':
      return run.state === 'open' && right !== 'access'
    case 'refused':
      return ['waiting for identity', 'waiting for words', 'open'].includes(run.state)
  }
}

/** What may be written down next, on a UK day. */
export function nextEvents(asked: Asked, events: readonly RequestEvent[], today: string): RequestEventName[] {
  const run = inOrder(events).reduce((sofar, event) => step(sofar, event, asked), beginning)
  return requestEvents.filter(event => allowed(run, { event, onDay: today, recordedAt: new Date(0) }, asked))
}

/** Whether nothing more is owed. */
export const isClosed = (state: RequestState): boolean => state === 'sent' || state === 'decided' || state === 'refused'

function dueDay(starts: string, months: number, stoodStill: number): string {
  return afterWeekend(daysAfter(monthsAfter(starts, months), stoodStill))
}

/** The same day so many months later, or the last of that month where it has no such day. Days are YYYY-MM-DD. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

function afterWeekend(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return daysAfter(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0)
}

const dayLength = 86_400_000

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)
}

/** Days from one to another, negative where it is past. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength)
}

/** "9 days left", "due today", "3 days late". */
export function leftWords(due: string, today: string): string {
  const left = daysBetween(today, due)
  if (left === 0) return 'due today'
  const days = `${Math.abs(left)} ${Math.abs(left) === 1 ? 'day' : 'days'}`
  return left > 0 ? `${days} left` : `${days} late`
}

/** Why a section is kept back: each is an exemption of the Data Protection Act 2018. */
export const grounds = {
  'somebody else':
    'It is about somebody else, who did not agree, and it is not reasonable to hand it over without them',
  'serious harm': 'It would be likely to cause serious harm to somebody’s physical or mental health',
  'child abuse': 'It is about abuse of a child, and handing it to who asks is not in the child’s best interests',
  crime: 'It would be likely to prejudice preventing or detecting crime',
  'legal advice': 'It is legal advice in confidence',
} as const
export type Ground = keyof typeof grounds

/** Where each ground stands in the Data Protection Act 2018. */
export const groundSources: Readonly<Record<Ground, string>> = {
  'somebody else': 'Schedule 2, paragraph 16',
  'serious harm': 'Schedule 3, parts 2 to 4',
  'child abuse': 'Schedule 3, part 5',
  crime: 'Schedule 2, paragraph 2',
  'legal advice': 'Schedule 2, paragraph 19',
}

export type Choice = {
  readonly choice: 'hand over' | 'withhold'
  readonly digest: string
  readonly chosenAt: Date
}

/**
 * Whether a section is handed over. What a module marked, or somebody once kept back, stays back until somebody who read these
 * very words releases them; what is kept back stays back whatever becomes of it. The latest choice counts.
 */
export function isHandedOver(
  { marked, digest }: { readonly marked: boolean; readonly digest: string },
  choices: readonly Choice[],
): boolean {
  const last = choices.toSorted((a, b) => a.chosenAt.getTime() - b.chosenAt.getTime()).at(-1)
  if (last === undefined) return !marked
  if (last.choice === 'withhold') return false
  const doubted = marked || choices.some(({ choice }) => choice === 'withhold')
  return last.digest === digest || !doubted
}
