// What records know about each person: school, identifiers and the other names that people go by.
import type { Random } from '#engines/numerics'
import { ageOn } from '../days.ts'
import { happens, pick } from '../drawing.ts'
import type { SmallArea } from '../geography/build.ts'
import type { Homes } from './homes.ts'
import { nhsNumbers, pncOf, upnOf } from './identifiers.ts'
import { formsOfGiven } from './names.ts'
import type { Member } from './register.ts'
import { schools } from './schools.ts'
import type { Address, Identifier, Person, PersonName } from './types.ts'

const usesShortForm = 0.35
const hasNhsNumber = 0.98
const staysToEighteen = 0.6

/** The school of a child of this age who lives in the district; brothers and sisters mostly go to the same one. */
function schoolFor(age: number, district: string, address: string, random: Random): string | null {
  if (age < 5 || age > 18 || (age > 16 && !happens(random, staysToEighteen))) return null
  const near = schools.filter(school => school.district === district && (school.phase === 'secondary') === age >= 11)
  const usual = near[Number(address.slice(-4)) % near.length]
  return (happens(random, 0.85) ? usual?.key : pick(random, near).key) ?? null
}

function otherNames({ name, alsoKnownAs }: Member, random: Random): PersonName[] {
  const others = formsOfGiven(name.given).slice(1)
  if (others.length === 0 || !happens(random, usesShortForm)) return alsoKnownAs
  return [...alsoKnownAs, { ...name, given: pick(random, others) }]
}

export type LivesInput = {
  readonly homes: Homes
  readonly areas: readonly SmallArea[]
  readonly today: string
  /** Keys of those who have been arrested or cautioned: only they have a PNC identifier. */
  readonly known: ReadonlySet<string>
  /** Schools that are fixed, by person. */
  readonly schools: ReadonlyMap<string, string>
}

/** Completes every member of the register. */
export function completeLives(members: readonly Member[], input: LivesInput, random: Random): Person[] {
  const nhs = nhsNumbers()
  const addressOf = new Map<string, Address>(input.homes.addresses.map(address => [address.key, address]))
  const year = Number(input.today.slice(0, 4))
  return members.map((member, number): Person => {
    const residences = input.homes.residences.get(member.key) ?? []
    const address = residences.find(stay => stay.until === null)?.address ?? ''
    const district = input.areas[addressOf.get(address)?.area ?? 0]?.district ?? ''
    const age = ageOn(member.born, input.today)
    const school = input.schools.get(member.key) ?? schoolFor(age, district, address, random)
    const identifiers: Identifier[] = []
    const nhsNumber = nhs.next().value
    if (happens(random, hasNhsNumber)) identifiers.push({ scheme: 'nhs', value: nhsNumber })
    if (school) {
      const place = schools.findIndex(one => one.key === school)
      const issuer = place + 100 * Math.floor(number / 1000)
      identifiers.push({ scheme: 'upn', value: upnOf(issuer, year - age + 4, number % 1000) })
    }
    if (input.known.has(member.key)) identifiers.push({ scheme: 'pnc', value: pncOf(year - random.integer(3), number) })
    const { key, name, born, sex, ethnicity, language } = member
    return {
      key,
      name,
      alsoKnownAs: otherNames(member, random),
      born,
      sex,
      ethnicity,
      language,
      residences,
      school,
      identifiers,
    }
  })
}
