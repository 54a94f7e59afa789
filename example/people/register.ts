// Everybody drawn so far, and how they are tied to each other.
import type { Random } from '#engines/numerics'
import { birthday, dayNumber, isoDate } from '../days.ts'
import { chooser, happens } from '../drawing.ts'
import { drawGivenName } from './names.ts'
import type { PersonName, Relationship, RelationshipKind, Sex } from './types.ts'

/** A person before addresses, schools and identifiers. `born` is a date. */
export type Member = {
  readonly key: string
  name: PersonName
  alsoKnownAs: PersonName[]
  readonly born: string
  readonly sex: Sex
  ethnicity: string
  language: string
}

/** Everybody drawn so far. */
export type Register = { readonly members: Member[]; readonly relationships: Relationship[] }

const ethnicities = [
  'White',
  'Asian or Asian British',
  'Mixed or multiple',
  'Black or Black British',
  'Another group',
  'Not known',
]
const chooseEthnicity = chooser([84, 7, 3, 2, 1, 3])
const languages = ['English', 'Polish', 'Panjabi', 'Romanian', 'Urdu', 'Ukrainian', 'British Sign Language']
const chooseLanguage = chooser([90, 3, 2, 2, 1, 1, 1])

/** A date of birth that gives an age in whole years on a day. */
export const bornAged = (age: number, today: string, random: Random): string =>
  isoDate(dayNumber(birthday(today, -age)) - random.integer(365))

type Fixed = { readonly given?: string; readonly sex?: Sex }

/** Adds a person to the register. Ethnicity and language are drawn apart from everything else. */
export function addMember(register: Register, born: string, family: string, random: Random, fixed: Fixed = {}): Member {
  const sex = fixed.sex ?? (happens(random, 0.5) ? 'female' : 'male')
  const middle = happens(random, 0.55) ? drawGivenName(sex, random)[0] : null
  const member: Member = {
    key: `person-${String(register.members.length + 1).padStart(4, '0')}`,
    name: { given: fixed.given ?? drawGivenName(sex, random)[0], middle, family },
    alsoKnownAs: [],
    born,
    sex,
    ethnicity: ethnicities[chooseEthnicity(random)] ?? 'Not known',
    language: languages[chooseLanguage(random)] ?? 'English',
  }
  register.members.push(member)
  return member
}

const effects: Readonly<Record<RelationshipKind, Relationship['effect']>> = {
  'parent of': 'not known',
  'step-parent of': 'not known',
  'grandparent of': 'protective',
  'sibling of': 'protective',
  'half-sibling of': 'protective',
  'twin of': 'protective',
  'partner of': 'not known',
  'former partner of': 'not known',
  'friend of': 'both',
}

/** Ties two people. */
export function tie({ relationships }: Register, from: Member, kind: RelationshipKind, to: Member): void {
  const parentalResponsibility = kind === 'parent of'
  relationships.push({ from: from.key, to: to.key, kind, parentalResponsibility, effect: effects[kind] })
}
