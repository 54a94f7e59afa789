// What the tests of requests share: a site with one person of each role, two governance leads, and a module that holds records
// of a person which only a grant opens. Nothing is tested here.
import { addAccount, agencies, everyRole } from '#modules/agencies'
import { home } from '#modules/home'
import { may } from '#platform/access'
import { type Clock, ukDay } from '#platform/clock'
import type { Actor, Transaction } from '#platform/database'
import { idOf, newId } from '#platform/ids'
import type { Module, PersonalDataSection } from '#platform/module'
import { openSite, type Site, type Visitor } from '#platform/testing/site'
import { sharing } from './module.ts'

/** The clock of the site: a test moves it on. It begins now, because access ends by the database's own clock. */
export const time = { now: new Date() }
const clock: Clock = { now: () => time.now }

/** Two records of Rhys Merriwyn, and one of somebody else with his name and birthday. */
export const held = { school: newId(), justice: newId(), other: newId() }

/** What the records say; a test changes it as somebody's work would. */
export const words = { note: 'He came with his brother Tomos, who is frightened.' }

const stand: Module = {
  name: 'stand-in',
  heldRecords: async (_tx, { givenName, familyName, born }) =>
    `${givenName} ${familyName} ${born}` === 'Rhys Merriwyn 2011-03-27'
      ? [
          { id: held.school, title: 'Pupil', agency: 'Schools' },
          { id: held.justice, title: 'Young person', agency: 'Youth justice' },
          { id: held.other, title: 'Pupil', agency: 'Another school' },
        ]
      : [],
  personalData: async (tx, person) => ((await may(tx, 'read', person)) ? sectionsOf(person) : []),
}

function sectionsOf(person: string): PersonalDataSection[] {
  const shared = { heading: 'The plan', rows: [{ Goal: 'I want to get back to football', Agreed: '2026-11-02' }] }
  if (person === held.school) return [{ heading: 'At school', rows: [{ Note: 'Plays in goal.', Empty: '' }] }, shared]
  if (person === held.justice)
    return [{ heading: 'What was said', rows: [{ Note: words.note }], withhold: 'It is about his brother.' }, shared]
  return [{ heading: 'Somebody else', rows: [{ Note: 'This is another Rhys.' }] }]
}

// The modules that requests need, and no other: what the whole house holds about a child is tried in modules/home.
const offering = [agencies, sharing, stand]

let opened: Promise<Site> | undefined

export function subjectSite(): Promise<Site> {
  opened ??= openSite({
    modules: [...offering, home(offering)],
    clock,
    fill: ({ database }) =>
      database.asSystem('migrator', 'set-up', async tx => {
        for (const key of [...everyRole, 'second-lead'])
          await addAccount(tx, {
            key,
            name: `Test ${key}`,
            jobTitle: '',
            comesTo: '',
            agencyKey: 'auth.wcc',
            roles: [key === 'second-lead' ? 'governance' : key],
            synthetic: true,
          })
      }),
  })
  return opened
}

export const actorOf = (key: string): Actor => ({ id: idOf('account', key), session: undefined })

export async function as<T>(key: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const { database } = await subjectSite()
  return database.asActor(actorOf(key), 'subject-access', work)
}

/** The UK day so many days ago. */
export const daysAgo = (days: number): string => ukDay(new Date(time.now.getTime() - days * 86_400_000))

/** A day in the three fields of a form. */
export function fieldsOf(name: string, day: string): Record<string, string> {
  const [year = '', month = '', date = ''] = day.split('-')
  return { [`${name}-year`]: year, [`${name}-month`]: month, [`${name}-day`]: date }
}

/** A request that came 18 days ago, from somebody who is known. */
export const asked: Readonly<Record<string, string>> = {
  right: 'access',
  givenName: 'Rhys',
  familyName: 'Merriwyn',
  'born-day': '27',
  'born-month': '3',
  'born-year': '2011',
  askedBy: 'Rhys Merriwyn, by letter to his youth worker',
  capacity: 'themselves',
  what: '',
  ...fieldsOf('received', daysAgo(18)),
  identity: 'His youth worker knows him.',
}

/** Asks for records to be opened, and agrees to each that waits as the second lead. Answers with the asking. */
export async function askAndAgree(lead: Visitor, path: string, ...records: readonly string[]) {
  const fields = new URLSearchParams(records.map(id => ['records', id]))
  const asking = await lead.post(`${path}/open`, Object.fromEntries(fields), path)
  const second = await (await subjectSite()).signIn('second-lead')
  for (const one of await waiting(second)) await answerAs(second, one, 'agree')
  return asking
}

/** The addresses of the openings that this person is asked about. */
export async function waiting(visitor: Visitor): Promise<string[]> {
  const { body } = await visitor.get('/subject-access/openings')
  return [...body.matchAll(/href="(\/subject-access\/openings\/[0-9a-f-]{36})"/g)].map(([, href = '']) => href)
}

export const answerAs = (visitor: Visitor, opening: string, answer: 'agree' | 'refuse') =>
  visitor.post(opening, { answer, why: 'The letter was seen.' }, opening)
