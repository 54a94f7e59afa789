// The slips that people make when they write down a name, a date or a postcode.
import type { Random } from '#engines/numerics'
import { happens, pick } from '../drawing.ts'
import { formsOfFamily, formsOfGiven } from './names.ts'

/** How often each slip is made; `careful` is 1 for a usual record and more for a hurried one. */
export const slips = { otherForm: 0.09, typing: 0.05, swappedNames: 0.012, date: 0.05, postcode: 0.05 } as const

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** One slip of the fingers: a letter left out, doubled, wrong, or changed with the next. Short words stay as they are. */
export function mistype(text: string, random: Random): string {
  if (text.length < 3) return text
  const at = 1 + random.integer(text.length - 2)
  const [before, letter, next, after] = [text.slice(0, at), text[at] ?? '', text[at + 1] ?? '', text.slice(at + 2)]
  const typed = [`${next}`, `${letter}${letter}${next}`, `${pick(random, [...letters])}${next}`, `${next}${letter}`]
  return before + pick(random, typed) + after
}

/** A given name as somebody wrote it: another spelling or short form, or a slip. */
export function writeGiven(name: string, hurry: number, random: Random): string {
  if (happens(random, slips.otherForm * hurry)) return pick(random, formsOfGiven(name))
  return happens(random, slips.typing * hurry) ? mistype(name, random) : name
}

/** A family name as somebody wrote it: a usual misspelling, half of a double name, or a slip. */
export function writeFamily(name: string, hurry: number, random: Random): string {
  if (happens(random, slips.otherForm * hurry)) return pick(random, [...formsOfFamily(name), ...name.split('-')])
  return happens(random, slips.typing * hurry) ? mistype(name, random) : name
}

/** A date as somebody wrote it: day and month changed about, a year out, or a digit of the day wrong. */
export function writeDate(date: string, hurry: number, random: Random): string {
  if (!happens(random, slips.date * hurry)) return date
  const [year = '', month = '', day = ''] = date.split('-')
  const swapped =
    Number(day) <= 12 ? `${year}-${day}-${month}` : `${year}-${month}-${String(Number(day) - 10).padStart(2, '0')}`
  const yearOut = `${Number(year) + (happens(random, 0.5) ? 1 : -1)}-${month}-${day === '29' ? '28' : day}`
  return pick(random, [swapped, yearOut, `${year}-01-01`])
}

/** A postcode as somebody wrote it: without its space, in small letters, with a wrong letter, or not at all. */
export function writePostcode(postcode: string, hurry: number, random: Random): string {
  if (!happens(random, slips.postcode * hurry)) return postcode
  const wrong = postcode.slice(0, -1) + pick(random, [...'ABDEFGHJ'])
  return pick(random, [postcode.replace(' ', ''), postcode.toLowerCase(), wrong, ''])
}
