// What is held on somebody, for whoever answers their own request: see modules/sharing.
import { may } from '#platform/access'
import type { Transaction } from '#platform/database'
import type { PersonalDataSection } from '#platform/module'
import { longDate } from '#platform/views'
import { subjectAccess } from './collections.ts'
import { contactWords, safetyWords } from './pages/record.ts'
import { bornInWords, titleOf } from './pages/shared.ts'
import { tieInWords } from './pages/ties.ts'
import { schemes, writtenOut } from './rules/identifiers.ts'
import { witnessing } from './rules/notices.ts'
import { languageNeeds } from './rules/ties.ts'
import { groupsOf } from './store/groups.ts'
import { saidOfRecord } from './store/matches.ts'
import { noticesAbout } from './store/notices.ts'
import { openingsOf } from './store/openings.ts'
import { type Address, addressesOf, contactsOf, identifiersOf } from './store/parts.ts'
import { type PersonRecord, personById } from './store/records.ts'
import { requestsFor } from './store/seals.ts'
import { languagesOf, tiesOf } from './store/ties.ts'

/** What one record holds, for whoever may read it. */
export async function personalData(tx: Transaction, id: string): Promise<PersonalDataSection[]> {
  const person = await personById(tx, id)
  if (person === undefined) return []
  const sections = [
    ...(await recordSections(tx, person)),
    ...(await aroundSections(tx, id)),
    ...(await openedSections(tx, id)),
    ...((await may(tx, 'read', subjectAccess)) ? [await noticesSection(tx, id)] : []),
  ]
  return sections.filter(({ rows }) => rows.length > 0)
}

async function recordSections(tx: Transaction, person: PersonRecord): Promise<PersonalDataSection[]> {
  const identity = {
    Name: titleOf(person),
    'Other names': person.other_names.join(', '),
    Born: bornInWords(person),
    Sex: person.sex,
  }
  const numbers = (await identifiersOf(tx, person.id)).map(it => ({
    Kind: schemes[it.scheme],
    Number: writtenOut(it),
  }))
  const addresses = await addressesOf(tx, person.id)
  const contacts = (await contactsOf(tx, person.id)).map(it => ({
    How: contactWords[it.kind].how,
    To: it.value,
    Safety: safetyWords[it.safety],
    'Must not know': it.must_not_know,
  }))
  const harm = contacts.some(it => it['Must not know'] !== '' || it.Safety !== safetyWords.safe)
  return [
    { heading: `Record of ${person.agency_name}`, rows: [identity] },
    { heading: 'Numbers', rows: numbers },
    { heading: 'Addresses', rows: addresses.filter(it => it.class === 'ordinary').map(addressRow) },
    {
      heading: 'Confidential addresses',
      rows: addresses.filter(it => it.class === 'confidential').map(addressRow),
      withhold: 'Somebody who harms them may look for this. Give it only where nobody else can see it.',
    },
    {
      heading: 'Ways to reach them',
      rows: contacts,
      ...(harm
        ? { withhold: 'It says which way is not safe, or who must not know. Ask how they can be given it.' }
        : {}),
    },
  ]
}

const addressRow = ({ lines, postcode, since, until }: Address) => ({
  Address: lines,
  Postcode: postcode,
  From: since === null ? '' : longDate(since),
  To: until === null ? '' : longDate(until),
})

async function aroundSections(tx: Transaction, id: string): Promise<PersonalDataSection[]> {
  const groups = (await groupsOf(tx, id)).map(it => ({ Group: it.name, 'What they share': it.shares, Why: it.why }))
  const languages = (await languagesOf(tx, id)).map(it => ({ Language: it.language, Use: languageNeeds[it.need] }))
  const ties = (await tiesOf(tx, id)).map(tieInWords)
  return [
    { heading: 'Groups of friends', rows: groups },
    { heading: 'Languages', rows: languages },
    {
      heading: 'Family, friends and others',
      rows: ties.map(it => ({ Who: it.other_name, 'To them': it.kind, Effect: it.effect, Why: it.why })),
      withhold: 'It is about other people too: what was said of them may be theirs to keep.',
    },
  ]
}

const saidWords = {
  same: 'Two records are of the same person',
  'not same': 'Two records are of different people',
  undone: 'That two records are of the same person was taken back',
} as const

/** What was said of the record itself: which other is of the same person, who opened it in an emergency or asked to. */
async function openedSections(tx: Transaction, id: string): Promise<PersonalDataSection[]> {
  const said = (await saidOfRecord(tx, id)).map(it => ({
    When: longDate(it.at),
    What: saidWords[it.event],
    Why: it.why,
  }))
  const opened = (await openingsOf(tx, id)).map(it => ({
    When: longDate(it.opened_at),
    Why: it.why,
    'What was said of it afterwards': [it.outcome, it.words].filter(Boolean).join('. '),
  }))
  const asked = (await requestsFor(tx, id)).map(it => ({
    When: longDate(it.asked_at),
    Why: it.why,
    'What was decided': [it.agreed === null ? '' : it.agreed ? 'Agreed' : 'Refused', it.words]
      .filter(Boolean)
      .join('. '),
  }))
  const withhold = 'The reason may be about somebody else. Read it first.'
  return [
    { heading: 'Whether another record is theirs', rows: said, withhold: 'The other record may be of somebody else.' },
    { heading: 'Opened in an emergency', rows: opened, withhold },
    { heading: 'Asked to open while it was sealed', rows: asked, withhold },
  ]
}

async function noticesSection(tx: Transaction, id: string): Promise<PersonalDataSection> {
  const notices = await noticesAbout(tx, id)
  return {
    heading: 'Notices of domestic abuse where they lived',
    rows: notices.map(it => ({
      'Day of the notice': it.happened_on,
      'Given by': it.agency,
      'Where they were': witnessing[it.witnessed],
      'School or nursery': it.school,
    })),
    withhold:
      'Whoever reads this at their home may be the one who harms. Ask how they can be told safely. What the task and finish group or the forum wrote of it stands with them: ask their chair for it before you answer.',
  }
}
