// The pack as it is handed over: a page that prints, and the same as data. What is kept back leaves no trace in either.
import { type Markup, markup } from '#platform/charts/markup'
import { longDate } from '#platform/views'
import type { Pack, PackSection } from './pack.ts'
import type { Look } from './store/requests.ts'

export type Handed = {
  readonly reference: string
  readonly name: string
  readonly born: string
  readonly partnership: string
  /** A UK day. */
  readonly madeOn: string
}

const marking = 'OFFICIAL-SENSITIVE'
const handling = 'For the person it is about, or whoever asks for them. Keep it where nobody else can read it.'

const opening = [
  'You asked what is held about you. This is what we hold, in the order in which it came about.',
  'The words are those of the people who wrote them down. If something is wrong, tell us: you can ask for it to be put right.',
  'Where the law says that something must not be given, it was left out. Most often that is because it is about somebody else.',
  'Agencies may have written down a decision to share, or not to, under initials alone. Your name does not find those. Tell us when and with whom something may have been shared, and we look for it by hand.',
]
const closing =
  'You can ask us to correct what is wrong, to remove what should not be held, or to stop using it. If you are not content with this answer, tell us, and you can also complain to the Information Commissioner (ico.org.uk). A child has the same rights as an adult.'

const actionWords: Readonly<Record<string, string>> = {
  read: 'Looked at',
  search: 'Found in a search',
  export: 'Taken out',
  disclose: 'Told that it is there, or shown',
  'break-glass': 'Opened in an emergency',
}

/** One line about a look: never which member of staff, for that is not about the person who asks. */
export const lookWords = ({ day, agency, action, kind, purpose, times }: Look): Readonly<Record<string, string>> => ({
  Day: longDate(day),
  Agency: agency ?? 'The system itself',
  What: `${actionWords[action] ?? action}: ${kind}`,
  Why: purpose.replaceAll('-', ' '),
  Times: String(times),
})

const handedOf = ({ sections }: Pack): readonly PackSection[] => sections.filter(({ handedOver }) => handedOver)

/** What is handed over, as data. */
export function packData(about: Handed, pack: Pack) {
  return {
    marking,
    handling,
    ...about,
    sections: handedOf(pack).map(({ heading, record, rows }) => ({ heading, heldBy: record.agency, rows })),
    looks: pack.looks.map(lookWords),
  }
}

/** What is handed over, as one page that needs nothing beside it. */
export function packPage(about: Handed, pack: Pack): string {
  const { reference, name, born, partnership, madeOn } = about
  const sections = handedOf(pack).map(
    ({ heading, record, rows }) =>
      markup`<section><h2>${heading}</h2><p>Held by ${record.agency}.</p>${rows.map(rowPart)}</section>`,
  )
  return markup`<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="classification" content="${marking}"><title>${marking}: what is held about ${name}</title><style>body{font:1.1rem/1.5 Arial,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}dl{border-top:1px solid #858686;margin:0 0 1rem;padding-top:.5rem}dt{font-weight:700}dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}.m{font-weight:700}section{break-inside:avoid-page}@media print{.m{position:static}}</style></head><body><p class="m">${marking}. ${handling}</p><h1>What is held about ${name}</h1><p>Born ${longDate(born)}. ${partnership}. Request ${reference}. Made on ${longDate(madeOn)}.</p>${opening.map(text => markup`<p>${text}</p>`)}${sections}${looksPart(pack.looks)}<h2>Your rights</h2><p>${closing}</p><p class="m">${marking}</p></body></html>`
    .text
}

/** A value as a person reads it: a day that stands by itself is written out. The data keep it as it is. */
export const inWords = (value: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? longDate(value) : value)

function rowPart(row: Readonly<Record<string, string>>): Markup {
  const parts = Object.entries(row).filter(([, value]) => value !== '')
  return markup`<dl>${parts.map(([name, value]) => markup`<dt>${name}</dt><dd>${inWords(value)}</dd>`)}</dl>`
}

function looksPart(looks: readonly Look[]): Markup {
  if (looks.length === 0) return markup`<h2>Who looked at it</h2><p>Nobody is written down as having looked.</p>`
  return markup`<h2>Who looked at it</h2><p>Each day and agency, and why. What we did to answer you is not listed.</p>${looks.map(look => rowPart(lookWords(look)))}`
}
