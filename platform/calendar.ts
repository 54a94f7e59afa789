import { type Answer, download } from './module.ts'

/** What a calendar may say of an entry: one of these titles, and no more. Other people look over shoulders at calendars. */
const titles = {
  meeting: 'Breakwater: meeting',
  action: 'Breakwater: something to do',
  review: 'Breakwater: review',
} as const

export type CalendarKind = keyof typeof titles

/** A whole day (YYYY-MM-DD), or a moment and how many minutes it takes. */
export type CalendarTime = { readonly day: string } | { readonly start: Date; readonly minutes: number }

export type CalendarEntry = {
  readonly kind: CalendarKind
  /** The id of the record: the entry in a calendar is the same one when it is fetched again. */
  readonly id: string
  /** How often it was changed: a calendar takes the highest. */
  readonly sequence: number
  readonly when: CalendarTime
  readonly cancelled?: boolean
}

/** Where the entry leads, without a slash at the end, and when it was written. */
type Made = { readonly site: string; readonly path: string; readonly now: Date }

/** One entry as an iCalendar file (RFC 5545): times in UTC, no place, no names, and the address of the page. */
export function calendarText(entry: CalendarEntry, { site, path, now }: Made): string {
  const host = new URL(site).hostname
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Breakwater//Breakwater//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${entry.kind}-${entry.id}@${host}`,
    `DTSTAMP:${utc(now)}`,
    `SEQUENCE:${entry.sequence}`,
    ...timeLines(entry.when),
    `SUMMARY:${escaped(titles[entry.kind])}`,
    `DESCRIPTION:${escaped(`Sign in to read it: ${site}${path}`)}`,
    `URL:${site}${path}`,
    'CLASS:PRIVATE',
    `STATUS:${entry.cancelled === true ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map(line => `${folded(line)}\r\n`).join('')
}

/** The same as a file to download, named by what it is and nothing else. */
export function calendarFile(
  entry: CalendarEntry,
  path: string,
  { publicUrl, port }: { readonly publicUrl: string | undefined; readonly port: number },
  now: Date,
): Answer {
  const site = publicUrl ?? `http://localhost:${port}`
  return download(
    `breakwater-${entry.kind}.ics`,
    'text/calendar; charset=utf-8; method=PUBLISH',
    calendarText(entry, { site, path, now }),
  )
}

function timeLines(when: CalendarTime): string[] {
  if ('start' in when) return [`DTSTART:${utc(when.start)}`, `DURATION:PT${when.minutes}M`, 'TRANSP:OPAQUE']
  const next = new Date(`${when.day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  const plain = (day: string): string => day.replaceAll('-', '')
  // The end of a whole day is the day after, which is not part of it (RFC 5545 section 3.6.1).
  const end = plain(next.toISOString().slice(0, 10))
  return [`DTSTART;VALUE=DATE:${plain(when.day)}`, `DTEND;VALUE=DATE:${end}`, 'TRANSP:TRANSPARENT']
}

function utc(at: Date): string {
  return at
    .toISOString()
    .replace(/\.\d{3}/, '')
    .replaceAll(/[-:]/g, '')
}

/** RFC 5545 section 3.3.11. */
function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, sign => `\\${sign}`).replaceAll('\n', '\\n')
}

const lineBytes = 75

/** Lines of 75 bytes at most; the next one begins with a space, and no character is cut in two (RFC 5545 section 3.1). */
export function folded(line: string): string {
  const parts: string[] = ['']
  let used = 0
  for (const sign of line) {
    const bytes = Buffer.byteLength(sign)
    if (used + bytes > lineBytes) {
      parts.push(' ')
      used = 1
    }
    parts.push((parts.pop() ?? '') + sign)
    used += bytes
  }
  return parts.join('\r\n')
}
