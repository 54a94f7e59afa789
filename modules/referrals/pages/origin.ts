import { addPeerGroup, type PeerGroup, type PersonRecord, peerGroupById, personById } from '#modules/people'
import { audienceId, grantAccess, may } from '#platform/access'
import type { Visit } from '#platform/module'
import { bornOf, type ReferralAnswers } from '../forms/asking.ts'
import type { Origin } from '../store/referrals.ts'
import { purpose } from './shared.ts'

/**
 * Where it started, as far as its maker may read that and it is still about the same person; a group of friends that was not on file is
 * written down now.
 */
export async function originFor(
  visit: Visit,
  answers: ReferralAnswers,
): Promise<{ origin: Origin; told: ReferralAnswers }> {
  const { tx, actor, now } = visit
  const { about, person, peerGroup } = answers
  if (about === 'person') {
    const found = person === undefined ? undefined : await personById(tx, person)
    const same = found !== undefined && isStill(found, answers)
    return { origin: { person: same ? found.id : null, peerGroup: null }, told: answers }
  }
  if (about === 'place') return { origin: { person: null, peerGroup: null }, told: answers }
  const known = peerGroup === undefined ? undefined : await peerGroupById(tx, peerGroup)
  if (known !== undefined) {
    await showGroup(visit, known.id)
    return { origin: { person: null, peerGroup: known.id }, told: { ...answers, ...told(known) } }
  }
  const made = await addPeerGroup(tx, newGroup(answers), actor.id, now)
  await showGroup(visit, made)
  return { origin: { person: null, peerGroup: made }, told: answers }
}

const plain = (text = ''): string => text.trim().toLocaleLowerCase('en-GB')

type Begun = Pick<PersonRecord, 'given_name' | 'family_name' | 'born' | 'born_precision'>

/** Whether what was told is still of the person at whose record it began: under another name or birth it is of somebody else. */
export function isStill(it: Begun, told: ReferralAnswers): boolean {
  const named = plain(it.given_name) === plain(told.givenName) && plain(it.family_name) === plain(told.familyName)
  const born = bornOf({
    ...{ 'born-day': told['born-day'] ?? '', 'born-month': told['born-month'] ?? '' },
    'born-year': told['born-year'] ?? '',
  })
  return named && (it.born === null || (born?.born === it.born && born.precision === it.born_precision))
}

const typed = (value: number | null): string => (value === null ? '' : String(value))
const told = (group: PeerGroup) => ({
  groupName: group.name,
  groupShares: group.shares,
  aboutMany: typed(group.about_many),
  youngest: typed(group.youngest),
  oldest: typed(group.oldest),
  area: group.area_code ?? '',
  place: group.place,
})

const numberOr = (value = ''): number | null => (value === '' ? null : Number(value))
const newGroup = (it: ReferralAnswers) => ({
  name: it.groupName ?? '',
  shares: it.groupShares ?? '',
  area: it.area === undefined || it.area === '' ? null : it.area,
  place: it.place ?? '',
  aboutMany: Number(it.aboutMany),
  youngest: numberOr(it.youngest),
  oldest: numberOr(it.oldest),
})

/** Coordinators open the group to the team of a case, which may be of another agency, where its referrer decides who may. */
async function showGroup({ tx }: Visit, group: string): Promise<void> {
  if (!(await may(tx, 'manage', group))) return
  await grantAccess(tx, {
    audience: audienceId('role', 'coordinator'),
    record: group,
    level: 'manage',
    purpose,
    why: 'Sorts the referral of this group, and opens it to the team that helps',
  })
}
