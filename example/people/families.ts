// Families: who lives with whom, who is whose parent, brother or sister, and what the children are called.
import type { Random } from '#engines/numerics'
import { ageOn } from '../days.ts'
import { chooser, happens } from '../drawing.ts'
import { drawFamilyName } from './names.ts'
import { addMember, bornAged, type Member, type Register, tie } from './register.ts'

export type FamilyKind = 'couple' | 'lone parent' | 'step-family' | 'grandparent' | 'adults'

/** A household of members, and the members of the family who live elsewhere. */
export type Family = {
  readonly kind: FamilyKind
  readonly adults: readonly Member[]
  readonly children: readonly Member[]
  /** A parent who lives apart, with whom some of the children stay in turn. */
  readonly apart: Member | null
}

const kinds: readonly FamilyKind[] = ['couple', 'lone parent', 'step-family', 'grandparent', 'adults']
const chooseKind = chooser([46, 23, 10, 5, 16])
const chooseChildren = chooser([34, 40, 18, 8])

/** Ties children of one mother and father to each other; those born on one day are twins. */
function tieSiblings(register: Register, children: readonly Member[]): void {
  children.forEach((child, i) => {
    for (const other of children.slice(i + 1)) {
      tie(register, child, child.born === other.born ? 'twin of' : 'sibling of', other)
    }
  })
}

/** Dates of birth of the children of one family, oldest first; one family in sixteen has twins. */
function childrenBorn(today: string, random: Random): string[] {
  const count = 1 + chooseChildren(random)
  const oldest = random.integer(19)
  const ages = Array.from({ length: count }, (_, i) => Math.max(0, oldest - i * (1 + random.integer(4))))
  const born = [...new Set(ages)].map(age => bornAged(age, today, random)).sort()
  const [first] = born
  return first && happens(random, 1 / 16) ? [first, ...born] : born
}

/** The family name that children get: either parent's, or both. */
function childName(one: Member, other: Member | null, random: Random): string {
  if (!other || one.name.family === other.name.family) return one.name.family
  const both = `${one.name.family}-${other.name.family}`
  if (happens(random, 0.1) && !/[-' ]/.test(one.name.family + other.name.family)) return both
  return happens(random, 0.5) ? one.name.family : other.name.family
}

/** Years between the eldest child and the adult who brings it up, at the least. */
const gap: Readonly<Record<FamilyKind, number>> = {
  couple: 18,
  'lone parent': 18,
  'step-family': 18,
  grandparent: 42,
  adults: 0,
}

/** An adult of the right age for the eldest child; without children, of any age from 18 to 77. */
function drawAdult(
  register: Register,
  kind: FamilyKind,
  eldest: string | undefined,
  today: string,
  random: Random,
): Member {
  const age = eldest ? ageOn(eldest, today) + gap[kind] + random.integer(18) : 18 + random.integer(60)
  return addMember(register, bornAged(age, today, random), drawFamilyName(random)[0], random)
}

/** Half of those who live together share a name; the one who changed keeps the earlier name as another name. */
function shareName(carer: Member, partner: Member, random: Random): void {
  if (!happens(random, 0.55)) return
  partner.alsoKnownAs.push(partner.name)
  partner.name = { ...partner.name, family: carer.name.family }
}

/** Most of a family share a language and an ethnicity with the adult who brings it up. */
function shareBackground({ adults, children }: Family, random: Random): void {
  const [carer, partner] = adults
  if (!carer) return
  for (const member of [...(partner ? [partner] : []), ...children]) {
    if (happens(random, 0.9)) member.language = carer.language
    if (happens(random, 0.9)) member.ethnicity = carer.ethnicity
  }
}

/** Draws the children: a few are called after the adult who brings them up, a few also use a step-parent's name. */
function drawChildren(
  register: Register,
  born: readonly string[],
  name: string,
  adults: readonly Member[],
  random: Random,
): Member[] {
  const [carer, partner] = adults
  return born.map(date => {
    const after = carer && happens(random, 0.04) ? { given: carer.name.given, sex: carer.sex } : {}
    const child = addMember(register, date, name, random, after)
    if (partner && partner.name.family !== name && happens(random, 0.2)) {
      child.alsoKnownAs.push({ ...child.name, family: partner.name.family })
    }
    return child
  })
}

function tieFamily(register: Register, { kind, adults, children, apart }: Family): void {
  const [carer, partner] = adults
  const otherParent = kind === 'couple' ? partner : apart
  for (const child of children) {
    if (carer) tie(register, carer, kind === 'grandparent' ? 'grandparent of' : 'parent of', child)
    if (otherParent) tie(register, otherParent, 'parent of', child)
    if (kind === 'step-family' && partner) tie(register, partner, 'step-parent of', child)
  }
  if (carer && partner) tie(register, carer, 'partner of', partner)
  if (carer && apart) tie(register, carer, 'former partner of', apart)
  tieSiblings(register, children)
}

/** Draws one family into the register. */
export function drawFamily(register: Register, today: string, random: Random): Family {
  const kind = kinds[chooseKind(random)] ?? 'couple'
  const born = kind === 'adults' ? [] : childrenBorn(today, random)
  const adult = (): Member => drawAdult(register, kind, born[0], today, random)
  const carer = adult()
  const withPartner = kind === 'couple' || kind === 'step-family' || (kind !== 'lone parent' && happens(random, 0.6))
  const partner = withPartner ? adult() : null
  if (partner) shareName(carer, partner, random)
  const apart = kind === 'lone parent' || kind === 'step-family' ? adult() : null
  const name = childName(carer, kind === 'couple' ? partner : apart, random)
  const adults = partner ? [carer, partner] : [carer]
  const family = { kind, adults, children: drawChildren(register, born, name, adults, random), apart }
  shareBackground(family, random)
  tieFamily(register, family)
  return family
}
