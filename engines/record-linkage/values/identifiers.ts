import { foldCode } from '../text/fold.ts'

/**
 * An NHS number in ten digits, or undefined when the check digit is wrong (a mistyped number must never link two
 * people). Modulus 11, weights 10 to 2: NHS Data Dictionary, "NHS NUMBER".
 */
export function nhsNumber(text: string): string | undefined {
  const digits = foldCode(text)
  if (!/^\d{10}$/.test(digits) || /^(\d)\1+$/.test(digits)) return undefined
  let sum = 0
  for (let k = 0; k < 9; k++) sum += Number(digits[k]) * (10 - k)
  return (11 - (sum % 11)) % 11 === Number(digits[9]) ? digits : undefined
}

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/**
 * A unique pupil number, permanent or temporary, or undefined when its check letter is wrong. Modulus 23, weights 2 to
 * 13, a temporary number's last letter counting by its place. Department for Education, UPN guide; Government Data
 * Standards Catalogue, Unique Pupil Number 2.0.
 */
export function upn(text: string): string | undefined {
  const code = foldCode(text)
  if (!/^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/.test(code)) return undefined
  let sum = 0
  for (let k = 1; k < 13; k++) {
    const value = /\d/.test(code[k]) ? Number(code[k]) : UPN_LETTERS.indexOf(code[k])
    sum += value * (k + 1)
  }
  return UPN_LETTERS[sum % 23] === code[0] ? code : undefined
}

const PNC_LETTERS = 'ZABCDEFGHJKLMNPQRTUVWXY'

/**
 * A Police National Computer identifier as YYYY/NNNNNNNX, or undefined when its letter is wrong. The letter is the two
 * year digits and seven serial digits as one number, modulus 23. A two-digit year is taken as the latest not after
 * `thisYear`.
 */
export function pncId(text: string, thisYear: number): string | undefined {
  const found = /^(\d{4}|\d{2})\/?(\d{1,7})([A-Z])$/.exec(text.trim().toUpperCase().replaceAll(' ', ''))
  if (found === null) return undefined
  const [, year, serial, letter] = splitUnslashed(text, found)
  const full = year.length === 4 ? year : String(Number(year) + (Number(year) > thisYear % 100 ? 1900 : 2000))
  const number = serial.padStart(7, '0')
  return PNC_LETTERS[Number(full.slice(2) + number) % 23] === letter ? `${full}/${number}${letter}` : undefined
}

// Without a stroke, nine digits or fewer are a two-digit year and a serial; eleven are a four-digit year.
function splitUnslashed(text: string, found: RegExpExecArray): readonly string[] {
  if (text.includes('/')) return found
  const digits = found[1] + found[2]
  const yearDigits = digits.length > 9 ? 4 : 2
  return [found[0], digits.slice(0, yearDigits), digits.slice(yearDigits), found[3]]
}
