// The invented people of the county: about 1,200 with untidy lives.
import { type Random, random } from '#engines/numerics'
import type { County } from '../county.ts'
import { ageOn } from '../days.ts'
import { happens } from '../drawing.ts'
import { drawFamily, type Family } from './families.ts'
import { drawHomes } from './homes.ts'
import { completeLives } from './lives.ts'
import { childrenWithNotice, drawNotices, drawPlans } from './notices.ts'
import type { Member, Register } from './register.ts'
import { schools } from './schools.ts'
import { drawStory, type StoryCast } from './story.ts'
import type { Address, Notice, PeerGroup, Person, Relationship, School } from './types.ts'

export const peopleWanted = 1200
const adultsKnown = 0.03
const youngKnown = 0.2
const storySchool = 'school-secondary-04'

export type People = {
  readonly synthetic: true
  readonly today: string
  readonly people: readonly Person[]
  readonly addresses: readonly Address[]
  readonly relationships: readonly Relationship[]
  readonly schools: readonly School[]
  readonly peerGroups: readonly PeerGroup[]
  readonly notices: readonly Notice[]
  /** Keys of the children who have a plan of help. */
  readonly inPlan: readonly string[]
  readonly story: StoryCast
  readonly truth: {
    /** Keys of the children who lived in a home with a notice of domestic abuse in the last year. */
    readonly withNotice: readonly string[]
    /** Those of them who have no plan: the standing list that must come out right. */
    readonly withNoticeAndNoPlan: readonly string[]
    /** Pairs of keys: twins, who must never be taken for one person. */
    readonly twins: readonly (readonly [string, string])[]
  }
}

/** Who is known to police or youth justice: drawn evenly, apart from name, place and family. */
function drawKnown(members: readonly Member[], today: string, random: Random): Set<string> {
  const shareAt = (age: number): number => (age < 11 ? 0 : age < 18 ? youngKnown : adultsKnown)
  return new Set(members.filter(({ born }) => happens(random, shareAt(ageOn(born, today)))).map(({ key }) => key))
}

/** Friends of one school and nearly one age, four to six together. The first group is the story child's. */
function drawPeerGroups(people: readonly Person[], cast: StoryCast, today: string, random: Random): PeerGroup[] {
  const teenagers = people.filter(
    ({ born, school }) => school?.startsWith('school-secondary') && ageOn(born, today) >= 13,
  )
  const bySchool = [...Map.groupBy(teenagers, person => person.school)].sort(([a], [b]) =>
    (a ?? '') < (b ?? '') ? -1 : 1,
  )
  const circles = bySchool.flatMap(([school, pupils]) => {
    const shuffled = random.shuffle(pupils.map(person => person.key).filter(key => key !== cast.child))
    const own = school === storySchool
    const members = [...(own ? [cast.child] : []), ...shuffled.slice(0, 4 + random.integer(3))]
    return members.length < 4 || !(own || happens(random, 0.4)) ? [] : [{ own, members }]
  })
  circles.sort((a, b) => Number(b.own) - Number(a.own))
  return circles.map(({ members }, i) => ({ key: `friends-${i + 1}`, name: `Friends ${i + 1}`, members }))
}

/** Families into the register until there are enough people; the story's two homes come first. */
function drawFamilies(
  register: Register,
  today: string,
  draw: Random,
): { readonly families: Family[]; readonly cast: StoryCast } {
  const { cast, home, grandmothersHome } = drawStory(register, today, draw.split(1))
  const families = [home, grandmothersHome]
  const familyDraw = draw.split(2)
  while (register.members.length < peopleWanted) families.push(drawFamily(register, today, familyDraw))
  return { families, cast }
}

/**
 * Builds the people of a county from a seed; the same seed and county give the same people. Ages are those of the county's
 * day.
 */
export function buildPeople(seed: number, { geography: { areas }, residents, groups, today }: County): People {
  const draw = random(seed)
  const register: Register = { members: [], relationships: [] }
  const { families, cast } = drawFamilies(register, today, draw)
  const storyArea = groups[0]?.homeArea ?? 0
  const fixed = new Map([
    [0, storyArea],
    [1, areas[storyArea]?.neighbours[0] ?? storyArea],
  ])
  const homes = drawHomes(families, { areas, residents }, { today, home: fixed }, draw.split(3))
  const known = drawKnown(register.members, today, draw.split(4)).add(cast.child)
  const lives = { homes, areas, today, known, schools: new Map([[cast.child, storySchool]]) }
  const people = completeLives(register.members, lives, draw.split(5))
  const storyHome = people.find(person => person.key === cast.child)?.residences[0]?.address ?? ''
  const notices = drawNotices(homes.addresses, [storyHome], today, draw.split(6))
  const withNotice = childrenWithNotice(people, notices, today)
  const inPlan = drawPlans(people, withNotice, today, draw.split(7)).filter(
    key => key !== cast.child && key !== cast.youngerBrother,
  )
  return {
    synthetic: true,
    today,
    people,
    addresses: homes.addresses,
    relationships: register.relationships,
    schools,
    peerGroups: drawPeerGroups(people, cast, today, draw.split(8)),
    notices,
    inPlan,
    story: cast,
    truth: {
      withNotice,
      withNoticeAndNoPlan: withNotice.filter(key => !inPlan.includes(key)),
      twins: register.relationships.filter(tie => tie.kind === 'twin of').map(({ from, to }) => [from, to]),
    },
  }
}
