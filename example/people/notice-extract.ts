// The notices of domestic abuse as the police would hand them over: one line for each child who lives there, with a few slips.
import { random } from '#engines/numerics'
import { ageOn } from '../days.ts'
import type { People } from './build.ts'
import type { Extract } from './extracts.ts'
import { livedAt } from './homes.ts'
import { writeDate, writeFamily, writeGiven, writePostcode } from './untidy.ts'

const header = 'notice_ref,happened_on,address,postcode,given_name,family_name,date_of_birth,school,witnessed'
const nearness = ['saw or heard it', 'in the home', 'elsewhere', 'not known'] as const
/** Officers write down names at the door: as hurried as anybody. */
const haste = 0.6

/** The notices, each with the children under 18 today who lived at its address on its day. */
export function noticeExtract(seed: number, people: People): Extract {
  const draw = random(seed)
  const addresses = new Map(people.addresses.map(address => [address.key, address]))
  const schools = new Map(people.schools.map(school => [school.key, school.name]))
  const written = people.notices.flatMap(({ key, address, on }) => {
    const home = addresses.get(address)
    const children = people.people.filter(
      ({ born, residences }) => ageOn(born, people.today) < 18 && livedAt(residences, address, on),
    )
    return children.map(child => {
      const name = [writeGiven(child.name.given, haste, draw), writeFamily(child.name.family, haste, draw)]
      const born = writeDate(child.born, haste, draw)
      const postcode = writePostcode(home?.postcode ?? '', haste, draw)
      const near = nearness[draw.integer(nearness.length)] ?? 'not known'
      const row = [key, on, home?.line ?? '', postcode, ...name, born, schools.get(child.school ?? '') ?? '', near]
      return { row, truth: child.key }
    })
  })
  return {
    agencyKey: 'auth.police',
    fileName: 'abuse-notices-synthetic.csv',
    header: header.split(','),
    rows: written.map(({ row }) => row),
    truth: written.map(({ truth }) => truth),
  }
}
