// What three agencies would hand over: the same people under their own columns, spellings and mistakes. Who is who is known.
import { stringify } from 'csv-stringify/sync'
import { type Random, random } from '#engines/numerics'
import { addDays, ageOn } from '../days.ts'
import { happens, pick } from '../drawing.ts'
import type { People } from './build.ts'
import type { Address, Identifier, Person, PersonName } from './types.ts'
import { slips, writeDate, writeFamily, writeGiven, writePostcode } from './untidy.ts'

export type Extract = {
  readonly agencyKey: string
  readonly fileName: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The key of the person whom each row is about. */
  readonly truth: readonly string[]
}

type Written = { readonly person: Person; readonly row: readonly string[] }

/** How hurried the writer is: a school office has time, an emergency department has none. */
const hurry = { school: 0.6, youthJustice: 1, hospital: 1.6 } as const
const goesToHospital = 0.16
const storyAttendanceDaysAgo = 10

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const slashed = (date: string): string => date.split('-').reverse().join('/')
const monthNamed = (date: string): string =>
  `${date.slice(8)}-${months[Number(date.slice(5, 7)) - 1]}-${date.slice(0, 4)}`
const sexLetter = ({ sex }: Person): string => (sex === 'female' ? 'F' : 'M')

function identifier({ identifiers }: Person, scheme: Identifier['scheme'], missing: number, draw: Random): string {
  const found = identifiers.find(one => one.scheme === scheme)?.value ?? ''
  return happens(draw, missing) ? '' : found
}

/** The name that this record uses: mostly the person's own, sometimes another that they go by. */
function nameUsed(person: Person, draw: Random): PersonName {
  return person.alsoKnownAs.length > 0 && happens(draw, 0.3) ? pick(draw, person.alsoKnownAs) : person.name
}

/** Given and family name as written, once in a while in each other's place. */
function writtenName(person: Person, haste: number, draw: Random): [given: string, family: string] {
  const { given, family } = nameUsed(person, draw)
  const written: [string, string] = [writeGiven(given, haste, draw), writeFamily(family, haste, draw)]
  return happens(draw, slips.swappedNames * haste) ? [written[1], written[0]] : written
}

/** Where the person lived on a date. */
function homeOn(person: Person, date: string, addresses: ReadonlyMap<string, Address>): Address | undefined {
  const stay = person.residences.find(({ from, until }) => from <= date && (until === null || date < until))
  return addresses.get((stay ?? person.residences[0])?.address ?? '')
}

type Source = { readonly people: People; readonly addresses: ReadonlyMap<string, Address>; readonly draw: Random }

function schoolRecords({ people, addresses, draw }: Source): Written[] {
  const names = new Map(people.schools.map(school => [school.key, school.name]))
  return people.people.flatMap((person): Written[] => {
    if (!person.school) return []
    const record = (date: string): Written => {
      const [given, family] = writtenName(person, hurry.school, draw)
      const home = homeOn(person, date, addresses)
      const preferred = person.alsoKnownAs.find(({ family: same }) => same === person.name.family)?.given ?? ''
      const born = slashed(writeDate(person.born, hurry.school, draw))
      const postcode = writePostcode(home?.postcode ?? '', hurry.school, draw)
      const place = [home?.line ?? '', postcode, names.get(person.school ?? '') ?? '']
      const year = String(Math.max(0, ageOn(person.born, people.today) - 4))
      return {
        person,
        row: [identifier(person, 'upn', 0.01, draw), family, given, preferred, born, sexLetter(person), ...place, year],
      }
    }
    // A pupil who changed school in the year stands in the file twice, once at the earlier address.
    return happens(draw, 0.04) ? [record(people.today), record(addDays(people.today, -500))] : [record(people.today)]
  })
}

function youthJusticeRecords({ people, addresses, draw }: Source): Written[] {
  const young = people.people.filter(
    person => person.identifiers.some(one => one.scheme === 'pnc') && ageOn(person.born, people.today) < 19,
  )
  return young.map((person, i) => {
    const [given, family] = writtenName(person, hurry.youthJustice, draw)
    const opened = addDays(people.today, -30 - draw.integer(500))
    const home = homeOn(person, opened, addresses)
    const knownAs = person.alsoKnownAs[0]?.given ?? ''
    const reference = `YJ${String(4001 + i)}`
    const born = writeDate(person.born, hurry.youthJustice, draw)
    const postcode = writePostcode(home?.postcode ?? '', hurry.youthJustice, draw)
    const phone = `07700 900${String(draw.integer(1000)).padStart(3, '0')}`
    const pnc = identifier(person, 'pnc', 0.15, draw)
    return {
      person,
      row: [reference, pnc, given, family, knownAs, born, person.sex, home?.line ?? '', postcode, phone, opened],
    }
  })
}

function attendances(person: Person, { people, draw }: Source): string[] {
  if (person.key === people.story.child) return [addDays(people.today, -storyAttendanceDaysAgo)]
  if (!happens(draw, goesToHospital)) return []
  return Array.from({ length: 1 + draw.poisson(0.3) }, () => addDays(people.today, -1 - draw.integer(700)))
}

function hospitalRecords(source: Source): Written[] {
  const { people, addresses, draw } = source
  const visits = people.people.flatMap(person => attendances(person, source).map(date => ({ person, date })))
  visits.sort((a, b) => (a.date < b.date ? -1 : 1))
  return visits.map(({ person, date }, i) => {
    const [given, family] = writtenName(person, hurry.hospital, draw)
    const born = monthNamed(writeDate(person.born, hurry.hospital, draw))
    const postcode = writePostcode(homeOn(person, date, addresses)?.postcode ?? '', hurry.hospital, draw)
    const reference = `ED${String(70_001 + i)}`
    const name = `${family.toUpperCase()}, ${given}`
    return {
      person,
      row: [reference, identifier(person, 'nhs', 0.18, draw), name, born, sexLetter(person), postcode, slashed(date)],
    }
  })
}

const asExtract = (agencyKey: string, fileName: string, header: string, records: readonly Written[]): Extract => ({
  agencyKey,
  fileName,
  header: header.split(','),
  rows: records.map(record => record.row),
  truth: records.map(record => record.person.key),
})

/** The extracts of schools, the youth justice service and the hospitals, with their mistakes drawn from a seed. */
export function agencyExtracts(
  seed: number,
  people: People,
): readonly [schools: Extract, youthJustice: Extract, hospitals: Extract] {
  const draw = random(seed)
  const addresses = new Map(people.addresses.map(address => [address.key, address]))
  const source = (stream: number): Source => ({ people, addresses, draw: draw.split(stream) })
  return [
    asExtract(
      'org.schools',
      'schools-pupils-synthetic.csv',
      'UPN,Surname,Forename,Preferred forename,DOB,Sex,Address,Postcode,School,Year group',
      schoolRecords(source(1)),
    ),
    asExtract(
      'auth.yos',
      'youth-justice-caseload-synthetic.csv',
      'case_ref,pnc_id,first_name,last_name,known_as,date_of_birth,gender,address,postcode,phone,opened',
      youthJusticeRecords(source(2)),
    ),
    asExtract(
      'org.nhs_trusts',
      'hospital-attendances-synthetic.csv',
      'attendance_id,nhs_number,patient_name,birth_date,sex,postcode,arrived',
      hospitalRecords(source(3)),
    ),
  ]
}

/** The extract as the text of a CSV file. */
export const extractCsv = ({ header, rows }: Extract): string => stringify([[...header], ...rows.map(row => [...row])])
