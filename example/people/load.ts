// A modest number of the invented people as records of three agencies, and each agency's duty desk.
import { addAddress, addContact, addPerson, type NewPerson, saveDesk, type World } from '#modules/people'
import { audienceId } from '#platform/access'
import type { Actor, Database } from '#platform/database'
import type { Secrets } from '#platform/secrets'
import { type County, demonstrationSeed } from '../county.ts'
import { ageOn } from '../days.ts'
import { buildPeople, type People } from './build.ts'
import { loadFiles } from './files.ts'
import type { Address, Person } from './types.ts'

const recordsEach = 10

type Holder = { readonly user: string; readonly world: World; readonly people: readonly Person[] }

/** Loads the records and desks. `actorOf` gives the account of one of the example's users. */
export async function loadPeople(
  database: Database,
  secrets: Secrets,
  county: County,
  actorOf: (key: string) => Promise<Actor>,
  now: Date,
): Promise<void> {
  await loadDesks(database, await actorOf('administrator'), now)
  const everybody = buildPeople(demonstrationSeed, county)
  await database.asSystem('migrator', 'set-up', tx => loadFiles(tx, demonstrationSeed, everybody))
  const addresses = new Map(everybody.addresses.map(address => [address.key, address]))
  for (const { user, world, people } of holders(everybody)) {
    const actor = await actorOf(user)
    for (const person of people)
      await database.asActor(actor, 'people', async tx => {
        const id = await addPerson(tx, secrets, recordOf(person, world), actor.id, now)
        const home = homeOf(person, addresses)
        if (home !== undefined)
          await addAddress(tx, id, {
            class: 'ordinary',
            lines: `${home.line}, ${home.town}`,
            postcode: home.postcode,
            since: null,
            until: null,
          })
        await addContact(tx, id, contactOf(person, everybody.today))
      })
  }
}

// The story's child is known to his school, to youth justice and to the hospital; the others each to one.
function holders({ people, story, today }: People): Holder[] {
  const child = people.filter(({ key }) => key === story.child)
  const others = people.filter(person => person.key !== story.child)
  const young = others.filter(({ born }) => ageOn(born, today) >= 11 && ageOn(born, today) < 18)
  const known = young.filter(({ identifiers }) => identifiers.some(({ scheme }) => scheme === 'pnc'))
  const pupils = young.filter(({ school }) => school?.startsWith('school-secondary') === true)
  const grown = others.filter(({ born }) => ageOn(born, today) >= 20)
  return [
    { user: 'teacher', world: 'support', people: [...child, ...pupils.slice(0, recordsEach)] },
    { user: 'practitioner', world: 'support', people: [...child, ...known.slice(0, recordsEach)] },
    { user: 'nurse', world: 'support', people: [...child, ...young.slice(-recordsEach)] },
    { user: 'youth-worker', world: 'refuge', people: grown.slice(0, 1) },
    { user: 'intelligence-lead', world: 'disruption', people: grown.slice(1, 3) },
  ]
}

function recordOf(person: Person, world: World): NewPerson {
  const written = ({ given, family }: Person['name']): string => `${given} ${family}`
  return {
    world,
    sealed: world === 'refuge',
    givenName: person.name.given,
    familyName: person.name.family,
    otherNames: person.alsoKnownAs.map(written),
    born: person.born,
    bornPrecision: 'day',
    sex: person.sex,
    identifiers: person.identifiers,
  }
}

function homeOf({ residences }: Person, addresses: ReadonlyMap<string, Address>): Address | undefined {
  const present = residences.find(({ until }) => until === null) ?? residences[0]
  return present === undefined ? undefined : addresses.get(present.address)
}

// Numbers of a range that no telephone has.
function contactOf(person: Person, today: string) {
  const value = `07700 900${person.key.slice(-3)}`
  return ageOn(person.born, today) < 13
    ? ({ kind: 'through-someone', value: 'A parent', safety: 'ask-first', must_not_know: '' } as const)
    : ({ kind: 'telephone', value, safety: 'safe', must_not_know: '' } as const)
}

const desks = [
  [
    'org.schools',
    'Designated safeguarding leads',
    '01632 960001',
    'School days, 8am to 4pm. Otherwise ring social care.',
  ],
  ['auth.yos', 'Youth justice duty officer', '01632 960002', 'Monday to Friday, 9am to 5pm'],
  ['org.nhs_trusts', 'Hospital safeguarding team', '01632 960003', 'Day and night'],
  ['auth.wcc', 'Children’s social care front door', '01632 960004', 'Day and night'],
  ['auth.police', 'Police referral unit', '01632 960005', 'Day and night'],
] as const

async function loadDesks(database: Database, administrator: Actor, now: Date): Promise<void> {
  await database.asActor(administrator, 'duty-desks', async tx => {
    for (const [key, name, telephone, hours] of desks)
      await saveDesk(tx, { agency: audienceId('agency', key), name, telephone, hours }, now)
  })
}
