export const statuses = ['not started', 'under way', 'at risk', 'done', 'stopped'] as const
export type Status = (typeof statuses)[number]

/** What is written down, or that nothing is: nobody has said how far it has come. */
export type Standing = Status | 'not recorded'

export const standingWords: Readonly<Record<Standing, string>> = {
  'not recorded': 'Nobody has said yet',
  'not started': 'Not started',
  'under way': 'Under way',
  'at risk': 'At risk',
  done: 'Done',
  stopped: 'Stopped',
}

/** That a commitment stood like this from a UK day on; `recordedAt` decides between two of one day. */
export type StatusEvent = { readonly onDay: string; readonly recordedAt: Date; readonly status: Status }

export type Progress = {
  readonly standing: Standing
  /** The day is past, and it is neither done nor stopped. */
  readonly late: boolean
  /** Whole months since the day by which it was due; 0 where it is not late. */
  readonly monthsLate: number
  /** It is said to move, or to be done, and nothing on file shows it. */
  readonly unproved: boolean
}

/** How a commitment stands on a UK day, whatever the order of its events. Events of later days do not count yet. */
export function progressOf(
  { due, events, evidence }: { due: string; events: readonly StatusEvent[]; evidence: number },
  today: string,
): Progress {
  const standing = latest(events, today)?.status ?? 'not recorded'
  const late = due < today && standing !== 'done' && standing !== 'stopped'
  return {
    standing,
    late,
    monthsLate: late ? monthsBetween(due, today) : 0,
    unproved: evidence === 0 && ['under way', 'at risk', 'done'].includes(standing),
  }
}

/** The event that counts on that day. */
export function latest<T extends StatusEvent>(events: readonly T[], today: string): T | undefined {
  return events
    .filter(({ onDay }) => onDay <= today)
    .toSorted((a, b) => a.onDay.localeCompare(b.onDay) || a.recordedAt.getTime() - b.recordedAt.getTime())
    .at(-1)
}

/** Whole months from one day to a later one, both YYYY-MM-DD. A month is over on the same day of the next, or on its last. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = parts(from)
  const [toYear, toMonth, toDay] = parts(to)
  const lastDay = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate()
  const unfinished = toDay < Math.min(fromDay, lastDay) ? 1 : 0
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth - unfinished)
}

function parts(day: string): [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return [year, month, date]
}

/** "Late by 16 months", or by less than one. */
export function lateWords({ late, monthsLate }: Pick<Progress, 'late' | 'monthsLate'>): string {
  if (!late) return ''
  if (monthsLate === 0) return 'Late by less than a month'
  return `Late by ${monthsLate} ${monthsLate === 1 ? 'month' : 'months'}`
}

/** What the whole board says in one sentence. */
export function boardFinding(all: readonly (Progress & { due: string })[], today: string): string {
  const due = all.filter(it => it.due < today)
  if (all.length === 0) return 'Nothing was promised'
  if (due.length === 0) return `None of ${all.length} commitments is due yet`
  const done = due.filter(({ standing }) => standing === 'done').length
  const late = due.filter(it => it.late).length
  return `${done} of ${due.length} commitments that are due ${done === 1 ? 'is' : 'are'} done; ${late} ${late === 1 ? 'is' : 'are'} late`
}

/** The kinds of evidence, in words. */
export const evidenceKinds = {
  document: 'A document',
  measure: 'A measure',
  decision: 'A decision of a group',
  action: 'An action that was done',
} as const
export type EvidenceKind = keyof typeof evidenceKinds

/** Pages of this house that evidence may point to: none of them is about a person. */
const evidencePages = new Set(['actions', 'meetings', 'measures', 'agreements', 'impact-assessments', 'interventions'])

export type Link =
  | { readonly kind: string; readonly id: string; readonly url: null }
  | { readonly kind: null; readonly id: null; readonly url: string | null }

/** Where evidence is: an https address, a page of this house by its path, or nowhere. Undefined where it is none of these. */
export function linkOf(written: string): Link | undefined {
  if (written === '') return { kind: null, id: null, url: null }
  if (/^https:\/\/[^\s/]+\.[^\s]+$/.test(written)) return { kind: null, id: null, url: written }
  const [, kind, id] = /^\/([a-z-]+)\/([A-Za-z0-9_.:-]+)$/.exec(written) ?? []
  return kind !== undefined && id !== undefined && evidencePages.has(kind) ? { kind, id, url: null } : undefined
}

/** Whether a sentence holds what only a person has: an e-mail address, or a number as long as a telephone's or an NHS number. */
export function holdsPersonalNumber(sentence: string): boolean {
  return /\S@\S+\.\S/.test(sentence) || /(?:\d[ -]?){9,}/.test(sentence)
}
