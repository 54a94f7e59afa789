/** How somebody is told by e-mail that notices wait. What is urgent is told at once whatever they chose. */
export const mailChoices = ['at once', 'daily', 'none'] as const
export type MailChoice = (typeof mailChoices)[number]

export const mailWords: Readonly<Record<MailChoice, { readonly text: string; readonly hint: string }>> = {
  'at once': { text: 'Each time', hint: 'A message within half a minute. Several notices come as one.' },
  daily: { text: 'Once a day', hint: 'One message at 8am, where something new waits.' },
  none: { text: 'Never', hint: 'You read your notices here. What is urgent is still sent to you.' },
}

export const digestHour = 8

/**
 * Until when a notice must have come to be in a digest by now: 8am of today, or of yesterday while it is not 8am yet. `day` is today in
 * the United Kingdom (YYYY-MM-DD) and `startOf` gives the moment at which a time of a day there begins.
 */
export function digestCovers(now: Date, day: string, startOf: (day: string, time: string) => Date): Date {
  const today = startOf(day, '08:00')
  if (now >= today) return today
  const before = new Date(`${day}T12:00:00Z`)
  before.setUTCDate(before.getUTCDate() - 1)
  return startOf(before.toISOString().slice(0, 10), '08:00')
}
