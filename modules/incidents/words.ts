/** The words that people read for each stored value. */
export const words = {
  about: { place: 'A place', group: 'A group of people', online: 'Something online' },
  basis: {
    seen: 'I saw it',
    'heard-first-hand': 'Someone who was there told me',
    'heard-second-hand': 'Someone who was not there told me',
    'read-online': 'I read it online',
  },
  sureness: { certain: 'Certain', likely: 'Likely', unsure: 'Not sure' },
  recency: {
    today: 'Today',
    'this-week': 'In the last 7 days',
    'this-month': 'In the last month',
    older: 'Longer ago',
  },
  provenance: {
    reported: 'A member of the public told us',
    discovered: 'Police came across it',
    health: 'Through health work',
    school: 'Through a school or college',
    community: 'Through community or voluntary work',
    unknown: 'Not known',
  },
  handling: { partners: 'Analysts of the partnership', 'tactical-only': 'The Tactical group only' },
  event: {
    reported: 'Reported',
    amended: 'Changed by its reporter',
    read: 'Read',
    extended: 'Counts for longer',
    withdrawn: 'Withdrawn by its reporter',
    closed: 'Closed',
  },
  state: { open: 'Open', withdrawn: 'Withdrawn', closed: 'Closed', expired: 'Expired' },
} as const satisfies Record<string, Record<string, string>>

/** The words for a stored value; the value itself where there are none. */
export function inWords(list: keyof typeof words, value: unknown): string {
  const entries: Readonly<Record<string, string>> = words[list]
  return entries[String(value)] ?? String(value ?? '')
}
