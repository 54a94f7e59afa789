// Identifiers with the check characters of the real schemes, in ranges that are never given to a person.

const lettersWithoutIos = 'ABCDEFGHJKLMNPQRTUVWXYZ'
const pncLetters = 'ZABCDEFGHJKLMNPQRTUVWXY'

const digits = (text: string): number[] => [...text].map(Number)
const padded = (value: number, width: number): string => String(value).padStart(width, '0')
const weighted = (values: readonly number[], weight: (i: number) => number): number =>
  values.reduce((sum, value, i) => sum + value * weight(i), 0)

/** The tenth digit of an NHS number (modulus 11, weights 10 to 2), or undefined where the scheme gives none. */
export function nhsCheckDigit(nine: string): string | undefined {
  const remainder = weighted(digits(nine), i => 10 - i) % 11
  const check = (11 - remainder) % 11
  return check === 10 ? undefined : String(check)
}

/** The first letter of a unique pupil number (modulus 23, weights 2 to 13 on the twelve characters that follow). */
export function upnCheckLetter(twelve: string): string {
  return lettersWithoutIos[weighted(digits(twelve), i => i + 2) % 23] ?? ''
}

/** The last letter of a Police National Computer identifier (two-digit year and seven-digit serial, modulus 23). */
export function pncCheckLetter(year: number, serial: number): string {
  return pncLetters[((year % 100) * 10_000_000 + serial) % 23] ?? ''
}

/** NHS numbers from 999 000 0000 on, a range kept for tests; a number whose check digit would be 10 is skipped. */
export function* nhsNumbers(): Generator<string, never> {
  for (let serial = 0; ; serial++) {
    const nine = `999${padded(serial * 7, 6)}`
    const check = nhsCheckDigit(nine)
    if (check !== undefined) yield nine + check
  }
}

/** A pupil number of local authority 000, which does not exist. */
export function upnOf(school: number, yearJoined: number, serial: number): string {
  const twelve = `000${padded(4000 + school, 4)}${padded(yearJoined % 100, 2)}${padded(serial, 3)}`
  return upnCheckLetter(twelve) + twelve
}

/** A PNC identifier, `YYYY/NNNNNNNL`, with a serial from 9,900,000 up. */
export function pncOf(year: number, serial: number): string {
  const full = 9_900_000 + serial
  return `${year}/${padded(full, 7)}${pncCheckLetter(year, full)}`
}

/** Does the identifier carry the right check character for its scheme? */
export function hasValidCheck(scheme: 'nhs' | 'upn' | 'pnc', value: string): boolean {
  if (scheme === 'nhs') return /^\d{10}$/.test(value) && nhsCheckDigit(value.slice(0, 9)) === value[9]
  if (scheme === 'upn') return /^[A-Z]\d{12}$/.test(value) && upnCheckLetter(value.slice(1)) === value[0]
  const parts = /^(\d{4})\/(\d{7})([A-Z])$/.exec(value)
  return parts !== null && pncCheckLetter(Number(parts[1]), Number(parts[2])) === parts[3]
}
