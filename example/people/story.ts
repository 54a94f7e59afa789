// The family at the heart of the example's main story: an invented child of fifteen and the people around him.
import type { Random } from '#engines/numerics'
import type { Family } from './families.ts'
import { addMember, bornAged, type Member, type Register, tie } from './register.ts'
import type { Sex } from './types.ts'

export type StoryCast = {
  /** 15, injured at a confrontation; known to his school, to youth justice and to the hospital. */
  readonly child: string
  readonly mother: string
  readonly mothersPartner: string
  /** 9, and close to the child. */
  readonly youngerBrother: string
  /** 18; she lives with the grandmother. */
  readonly olderSister: string
  readonly grandmother: string
}

export type Story = { readonly cast: StoryCast; readonly home: Family; readonly grandmothersHome: Family }

/** Draws the cast into the register. The child's name is fixed, so that documents can speak of him. */
export function drawStory(register: Register, today: string, random: Random): Story {
  const person = (age: number, family: string, sex: Sex, given?: string): Member =>
    addMember(register, bornAged(age, today, random), family, random, given ? { sex, given } : { sex })
  const mother = person(36, 'Merriwyn', 'female')
  const partner = person(37, 'Osnaby', 'male')
  const child = person(15, 'Merriwyn', 'male', 'Rhys')
  const brother = person(9, 'Osnaby', 'male')
  const sister = person(18, 'Merriwyn', 'female')
  const grandmother = person(58, 'Merriwyn', 'female')
  for (const own of [child, brother, sister]) tie(register, mother, 'parent of', own)
  tie(register, partner, 'parent of', brother)
  tie(register, partner, 'step-parent of', child)
  tie(register, mother, 'partner of', partner)
  tie(register, child, 'half-sibling of', brother)
  tie(register, child, 'sibling of', sister)
  for (const own of [child, sister]) tie(register, grandmother, 'grandparent of', own)
  return {
    cast: {
      child: child.key,
      mother: mother.key,
      mothersPartner: partner.key,
      youngerBrother: brother.key,
      olderSister: sister.key,
      grandmother: grandmother.key,
    },
    home: { kind: 'step-family', adults: [mother, partner], children: [child, brother], apart: null },
    grandmothersHome: { kind: 'grandparent', adults: [grandmother], children: [sister], apart: null },
  }
}
