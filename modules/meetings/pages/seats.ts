import { colleagues, groupAudience } from '#modules/agencies'
import { content, type Row } from '#modules/model'
import { NotFound } from '#platform/errors'
import { formErrors, parseForm } from '#platform/forms'
import { join, leave } from '#platform/members'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { accountsCollection } from '../collections.ts'
import { seatForm, unseatForm } from '../forms.ts'
import { seatsIn } from '../store/groups.ts'
import { type Errors, statusOf } from './shared.ts'

const at = '/meetings/groups/:key/members'
const look = { purpose: 'accounts', roles: ['administrator'] } as const
const change = { ...look, fresh: 'minutes' } as const

/** Who sits in a group: given and ended by an administrator, who does not sit there for it. */
export const seatPages: readonly Page[] = [
  { ...look, method: 'get', path: at, handle: visit => seatsPage(visit, []) },
  { ...change, method: 'post', path: at, handle: seat },
  { ...change, method: 'post', path: `${at}/leave`, handle: unseat },
]

async function packGroup({ tx, params }: Visit): Promise<Row<'groups'>> {
  const group = (await content(tx, 'groups')).find(({ id }) => id === params['key'])
  if (group === undefined) throw new NotFound()
  return group
}

async function seatsPage(visit: Visit, errors: Errors): Promise<Answer> {
  const group = await packGroup(visit)
  const members = await seatsIn(visit.tx, group.id)
  const others = (await colleagues(visit.tx)).filter(
    it => it.id !== visit.actor.id && !members.some(({ id }) => id === it.id),
  )
  const data = {
    title: `Seats: ${group.name}`,
    back: { href: '/meetings', text: 'Meetings' },
    group,
    members,
    others,
    me: visit.actor.id,
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('meetings/views/seats.njk', data, statusOf(errors))
}

async function seat(visit: Visit): Promise<Answer> {
  const { tx } = visit
  const group = await packGroup(visit)
  const parsed = parseForm(seatForm, visit.body)
  if (!parsed.ok) return seatsPage(visit, parsed.errors)
  const { account, why } = parsed.value
  const somebody = (await colleagues(tx)).find(({ id }) => id === account)
  if (somebody === undefined) return seatsPage(visit, [{ field: 'account', message: 'Choose somebody' }])
  const sits = (await seatsIn(tx, group.id)).some(({ id }) => id === account)
  if (!sits) await join(tx, account, accountsCollection, { kind: 'group', key: group.id, name: group.name, why })
  return redirect(`/meetings/groups/${group.id}/members`, `${somebody.name} sits in the group.`)
}

async function unseat(visit: Visit): Promise<Answer> {
  const group = await packGroup(visit)
  const parsed = parseForm(unseatForm, visit.body)
  if (!parsed.ok) throw new NotFound()
  await leave(visit.tx, parsed.value.account, accountsCollection, [groupAudience(group.id)], 'Sits in it no longer')
  return redirect(`/meetings/groups/${group.id}/members`, 'They sit in the group no longer.')
}
