// One child, one file with a team, and people of several agencies, for the tests of this module. Nothing is tested here.
import assert from 'node:assert/strict'
import { modules } from '#modules'
import { addAccount } from '#modules/agencies'
import { addPerson } from '#modules/people'
import { audienceId, grantAccess, type Level } from '#platform/access'
import type { Actor, Database } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import type { Secrets } from '#platform/secrets'
import type { Site, Visitor } from '#platform/testing/site'
import { addAssessment, addLifeEvent, openFile } from './module.ts'
import type { FoundFactor } from './rules/findings.ts'
import type { NewTalk } from './rules/identity.ts'
import { addChoice } from './store/choices.ts'
import { addTalk } from './store/identity.ts'
import { keepInstrument } from './store/instruments.ts'
import { addMomentStep, lifeEventsOf } from './store/timeline.ts'

/** What each of them may do with the file; `undefined`: it was not given to them. */
export const staff = {
  coordinator: ['auth.wcc', 'coordinator', 'manage'],
  'other-coordinator': ['auth.wcc', 'coordinator', undefined],
  lead: ['auth.yos', 'practitioner', 'write'],
  colleague: ['auth.yos', 'practitioner', 'write'],
  outsider: ['auth.yos', 'practitioner', undefined],
  chair: ['auth.wcc', 'chair', 'read'],
  teacher: ['org.schools', 'referrer', 'read'],
  governance: ['auth.wcc', 'governance', undefined],
  analyst: ['auth.wcc', 'analyst', undefined],
  board: ['auth.icb', 'board', undefined],
  'police-analyst': ['auth.police', 'police-analyst', undefined],
} as const satisfies Record<string, readonly [string, string, Level | undefined]>

export type StaffKey = keyof typeof staff
export const everyone = Object.keys(staff) as StaffKey[]
export const actorOf = (key: StaffKey): Actor => ({ id: idOf('account', key), session: undefined })
export { modules }

export const today = '2026-11-20'
export const now = new Date(`${today}T10:00:00Z`)

export async function addStaff(database: Database): Promise<void> {
  await database.asSystem('migrator', 'set-up', async tx => {
    for (const key of everyone) {
      const [agencyKey, role] = staff[key]
      const person = { key, name: `Test ${key}`, jobTitle: role, comesTo: '', agencyKey, roles: [role] }
      await addAccount(tx, { ...person, synthetic: true })
    }
  })
}

/** A made-up child, and a file about them which those of `staff` hold as it says. */
export async function makeFile(database: Database, secrets: Secrets): Promise<{ file: string; person: string }> {
  const file = newId()
  const { id } = actorOf('coordinator')
  return database.asActor(actorOf('coordinator'), 'case', async tx => {
    const named = { givenName: 'Rhys', familyName: 'Merriwyn', otherNames: [] } as const
    const born = { born: '2009-03-01', bornPrecision: 'day' } as const
    const kind = { world: 'support', sealed: false, sex: 'male', identifiers: [] } as const
    const person = await addPerson(tx, secrets, { ...named, ...born, ...kind }, id, now)
    const holders = everyone.flatMap(key => {
      const level: Level | undefined = staff[key][2]
      return level === undefined ? [] : [{ audience: audienceId('person', actorOf(key).id), level }]
    })
    const why = { purpose: 'case', why: 'A test' }
    await grantAccess(tx, ...holders.map(it => ({ ...it, ...why, record: file })))
    const helpers = holders.filter(({ audience }) => audience !== audienceId('person', id))
    await grantAccess(tx, ...helpers.map(it => ({ ...it, ...why, record: person })))
    await openFile(tx, { file, kind: 'case', person }, now)
    return { file, person }
  })
}

const asked = { source: 'Told me himself', seen_on: today } as const
export const bonds: FoundFactor = {
  ...{ ...asked, factor: 'prot.fam.bonds', kind: 'strength', context: 'family', label: 'Close family ties' },
  ...{ state: 'present', evidence: 'His sister rings every day', told_to: 'His school' },
}
export const violence: FoundFactor = {
  ...{
    ...asked,
    factor: 'risk.ind.exposure_violence',
    kind: 'risk',
    context: 'individual',
    label: 'Has seen violence',
  },
  ...{ state: 'suspected', evidence: 'He goes quiet about it', told_to: '' },
}

export const whole = {
  ...{
    instrument: 'first',
    made_on: '2026-10-01',
    matters: 'His sister',
    own_words: 'I want to sleep',
    no_words_why: '',
  },
  ...{ readiness: 'To talk', worker_view: 'He is tired and brave', worker_readiness: 'To meet', content_note: '' },
  factors: [bonds, violence],
  contexts: [{ context: 'family', weight: 'most', why: 'Home holds him', their_view: 'Home is fine' }],
} as const

const answer = { dynamic: 'idn.moral', name: 'Moral', words: 'I told them no', rating: '2' } as const
export const talk: NewTalk = {
  ...{ voice: 'person', whose: '', given: 'read back', held_on: '2026-10-02', content_note: '' },
  ...{ shown_to_person: true, shown_to_carer: false, answers: [answer] },
}

export const event = {
  ...({
    lane: 'trigger',
    what: 'Hurt in town',
    from: { low: today, high: today },
    until: null,
    ongoing: false,
  } as const),
  ...({ when_words: '20 November 2026', account: 'person', account_of: '', told_to: 'The nurse', done: '' } as const),
}

/** A row in every table of the file, made by its lead. */
export async function fillFile(database: Database, file: string): Promise<void> {
  await database.asActor(actorOf('lead'), 'case', async tx => {
    const assessment = await addAssessment(tx, file, whole, now)
    await addLifeEvent(tx, file, { ...event, moment: { hours: 24, goer: actorOf('lead').id, words: '' } }, now)
    const [life] = await lifeEventsOf(tx, file)
    await addMomentStep(tx, { moment: life?.moment?.id ?? '', file, goer: null, words: 'He was asleep' }, now)
    await addTalk(tx, file, talk, now)
    const choice = { programme: 'prg.exit', programme_name: 'Exit', reasons: ['x'], choice: 'offer', why: 'x' } as const
    await addChoice(tx, file, { ...choice, assessment, they_say: '' }, now)
    await keepInstrument(tx, { version: 'first', factors: [] }, now)
  })
}

type Fields = Readonly<Record<string, string>>

/** Browsers of the staff, with the words of the pages that they read. */
export class Team {
  readonly site: Site
  readonly visitors = new Map<StaffKey, Visitor>()

  constructor(site: Site) {
    this.site = site
  }

  async as(key: StaffKey): Promise<Visitor> {
    const known = this.visitors.get(key) ?? (await this.site.signIn(key))
    this.visitors.set(key, known)
    return known
  }

  async page(key: StaffKey, path: string): Promise<string> {
    const { statusCode, body } = await (await this.as(key)).get(path)
    assert.equal(statusCode, 200, `${key} opens ${path}: ${textOf(body)}`)
    return body
  }

  async words(key: StaffKey, path: string): Promise<string> {
    return textOf(await this.page(key, path))
  }

  /** Sends a form and answers what came of it: the address where it led, or the words of the page that sent it back. */
  async send(key: StaffKey, path: string, fields: Fields, from = path): Promise<string> {
    const { statusCode, headers, body } = await (await this.as(key)).post(path, fields, from)
    return statusCode === 303 ? String(headers.location) : `${statusCode}: ${textOf(body)}`
  }
}

/** The words that somebody reads. */
export const textOf = (html: string): string =>
  html
    .replace(/<script[\s\S]*?<\/script>|<head>[\s\S]*?<\/head>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
