import { readFileSync } from 'node:fs'
import { type Filter, openFilter } from './filter.ts'

let filter: Filter | undefined

/** Whether a password is, in small letters, among the breached and common ones. About 3 others in 1,000 are refused too. */
export function isCommon(text: string): boolean {
  filter ??= openFilter(readFileSync(new URL('common.filter', import.meta.url)))
  return filter.has(asCompared(text))
}

/** How a password is compared: compatibility characters made one, small letters. */
export function asCompared(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** What the filter holds: passwords of 12 characters or more, and words of 5 to 9 letters, which people make long
 * enough with figures and signs at either end. */
export function isWorthKeeping(text: string): boolean {
  return text.length >= 12 || /^\p{L}{5,9}$/u.test(text)
}
