import type { Transaction } from '#platform/database'
import type { Module, SearchHit, TimelineEvent } from '#platform/module'
import type { Secrets } from '#platform/secrets'
import { linkCommand } from './link.ts'
import { feedJob } from './matching/feed-job.ts'
import { emergencyPages } from './pages/emergency.ts'
import { feedPages, feedRoles } from './pages/feeds.ts'
import { givingPages } from './pages/giving.ts'
import { groupPages, groupRoles } from './pages/groups.ts'
import { knownPages } from './pages/known.ts'
import { noticedPages, noticeRoles } from './pages/noticed.ts'
import { givingNoticeRoles, noticePages } from './pages/notices.ts'
import { qualityPages, qualityRoles } from './pages/quality.ts'
import { recordPages } from './pages/record.ts'
import { reviewPages, reviewRoles } from './pages/review.ts'
import { samePages } from './pages/same.ts'
import { sealedPages } from './pages/sealed.ts'
import { searchPages } from './pages/search.ts'
import { senderPages } from './pages/senders.ts'
import { askingRoles, bornInWords, emergencyRoles, peopleRoles, titleOf } from './pages/shared.ts'
import { tiePages } from './pages/ties.ts'
import { personalData } from './personal-data.ts'
import { policy } from './policy.ts'
import { retention } from './retention.ts'
import { wordsSought } from './rules/tokens.ts'
import { heldRecords } from './store/held.ts'
import { findPeople, personById } from './store/records.ts'
import { agenda, tasks } from './tasks.ts'
import { tokensOf } from './tokens.ts'

export { linkCommand } from './link.ts'
export { contactWords, safetyWords } from './pages/record.ts'
export { agesInWords, type NewPeerGroup } from './rules/groups.ts'
export { workingDaysAfter } from './rules/working-days.ts'
export { type World, worlds } from './rules/worlds.ts'
export { recordsLike } from './store/alike.ts'
export { addSyntheticFile } from './store/feeds.ts'
export { type Giving, givePerson } from './store/giving.ts'
export { addPeerGroup, type PeerGroup, peerGroupById } from './store/groups.ts'
export { saveDesk } from './store/known.ts'
export { clusterOf } from './store/matches.ts'
export { addAddress, addContact, contactsOf, removePart } from './store/parts.ts'
export { addPerson, findPeople, type NewPerson, type PersonRecord, personById } from './store/records.ts'

/** What the words find among the records that the present actor may read. */
async function search(tx: Transaction, words: string, secrets: Secrets): Promise<SearchHit[]> {
  const sought = wordsSought({ name: words, born: undefined, identifier: undefined })
  if (sought.length < 2) return []
  return (await findPeople(tx, tokensOf(secrets, sought))).map(person => ({
    title: titleOf(person),
    href: `/people/${person.id}`,
    kind: 'person',
    detail: `Born ${bornInWords(person)}. Record of ${person.agency_name}`,
  }))
}

/** When the record was made, for its own timeline. */
async function timeline(tx: Transaction, id: string): Promise<TimelineEvent[]> {
  const person = await personById(tx, id)
  if (person === undefined) return []
  const detail = `Record of ${person.agency_name}`
  return [{ at: person.created_at.toISOString(), title: 'The record was made', detail, source: 'people' }]
}

/** Who: each agency's own records of people, whom to ring, and what opens a record that was not given. */
export const people: Module = {
  name: 'people',
  retention,
  pages: [
    ...searchPages,
    ...knownPages,
    ...emergencyPages,
    ...sealedPages,
    ...givingPages,
    ...samePages,
    ...tiePages,
    ...reviewPages,
    ...feedPages,
    ...senderPages,
    ...qualityPages,
    ...noticePages,
    ...noticedPages,
    ...groupPages,
    ...recordPages,
  ],
  navigation: [
    { text: 'People', href: '/people', roles: peopleRoles },
    { text: 'Same person?', href: '/people/pairs', roles: [...reviewRoles] },
    { text: 'Extracts', href: '/people/extracts', roles: [...feedRoles] },
    { text: 'Matching', href: '/people/matching', roles: [...qualityRoles] },
    { text: 'Domestic-abuse notices', href: '/notices', roles: [...givingNoticeRoles] },
    { text: 'Children with a notice', href: '/notices/children', roles: [...noticeRoles] },
    { text: 'Groups of friends', href: '/peer-groups', roles: [...groupRoles] },
    { text: 'Known elsewhere?', href: '/people/known', roles: [...askingRoles] },
    { text: 'Emergency openings', href: '/break-glass', roles: [...emergencyRoles, 'governance'] },
    { text: 'Duty desks', href: '/duty-desks' },
  ],
  jobs: { 'people-feed': feedJob },
  commands: [linkCommand],
  policy,
  tasks,
  agenda,
  search,
  personalData,
  heldRecords,
  timeline,
}
