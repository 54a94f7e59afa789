import { smallAreas } from '#modules/areas'
import { may } from '#platform/access'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { endMemberForm, memberForm, peerGroupForm } from '../forms/groups.ts'
import { agesInWords } from '../rules/groups.ts'
import {
  addMember,
  addPeerGroup,
  changePeerGroup,
  endMember,
  groupsShown,
  membersOf,
  type PeerGroup,
  peerGroupById,
  peerGroupPage,
} from '../store/groups.ts'
import { idIn, marking, personIn, purpose, titleOf } from './shared.ts'

/** Who works with groups of friends. */
export const groupRoles = ['referrer', 'practitioner', 'coordinator', 'chair'] as const
const writers = ['referrer', 'practitioner', 'coordinator'] as const
const reading = { purpose, roles: groupRoles }
const writing = { purpose, roles: writers }

export const groupPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/peer-groups', handle: list },
  { ...writing, method: 'get', path: '/peer-groups/new', handle: visit => formPage(visit) },
  { ...writing, method: 'post', path: '/peer-groups/new', handle: add },
  { ...reading, method: 'get', path: '/peer-groups/:id', handle: show },
  { ...writing, method: 'get', path: '/peer-groups/:id/change', handle: visit => changePage(visit) },
  { ...writing, method: 'post', path: '/peer-groups/:id/change', handle: change },
  { ...writing, method: 'post', path: '/peer-groups/:id/members/end', handle: endMembership },
  { ...writing, method: 'get', path: '/people/:id/peer-groups', handle: visit => memberPage(visit) },
  { ...writing, method: 'post', path: '/people/:id/peer-groups', handle: join },
]

const back = { href: '/peer-groups', text: 'Groups of friends' }

async function areaNames({ tx }: Visit): Promise<Map<string, string>> {
  return new Map((await smallAreas(tx)).map(({ code, name }) => [code, name]))
}

const rowOf = (group: PeerGroup, areas: ReadonlyMap<string, string>) => ({
  ...group,
  ages: agesInWords(group),
  where: [group.area_code === null ? '' : (areas.get(group.area_code) ?? group.area_code), group.place]
    .filter(Boolean)
    .join(', '),
})

async function list(visit: Visit): Promise<Answer> {
  const { tx, query, who } = visit
  const groups = await peerGroupPage(tx, asUuid(query['before']))
  await record(tx, { action: 'read', kind: 'peer groups', detail: { shown: groups.length } })
  const areas = await areaNames(visit)
  return view('people/views/groups.njk', {
    title: 'Groups of friends',
    marking,
    rows: groups.map(group => rowOf(group, areas)),
    older: groups.length === groupsShown ? groups.at(-1)?.id : undefined,
    mayAdd: writers.some(role => who?.roles.includes(role)),
  })
}

async function formPage(
  visit: Visit,
  errors: readonly FieldError[] = [],
  more: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const areas = [...(await areaNames(visit))].map(([value, text]) => ({ value, text }))
  const data = {
    title: 'Write down a group of friends',
    button: 'Save the group',
    action: '/peer-groups/new',
    marking,
    back,
    areas,
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('people/views/group-form.njk', { ...data, ...more }, errors.length > 0 ? 422 : 200)
}

async function add(visit: Visit): Promise<Answer> {
  const parsed = parseForm(peerGroupForm, visit.body)
  const errors = parsed.ok ? await wrongArea(visit, parsed.value.area) : parsed.errors
  if (!parsed.ok || errors.length > 0) return formPage(visit, errors)
  const id = await addPeerGroup(visit.tx, parsed.value, visit.actor.id, visit.now)
  return redirect(`/peer-groups/${id}`, 'The group was written down.')
}

async function wrongArea(visit: Visit, area: string | null): Promise<FieldError[]> {
  const known = area === null || (await areaNames(visit)).has(area)
  return known ? [] : [{ field: 'area', message: 'Choose an area from the list' }]
}

async function groupIn(visit: Visit): Promise<PeerGroup> {
  const group = await peerGroupById(visit.tx, idIn(visit))
  if (group === undefined) throw new NotFound()
  return group
}

async function show(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const group = await groupIn(visit)
  const members = await membersOf(tx, group.id, now)
  await record(
    tx,
    { action: 'read', kind: 'peer group', subject: group.id, detail: { members: members.length } },
    ...members.map(({ person }) => ({ action: 'read', kind: 'person in a list', subject: person }) as const),
  )
  return view('people/views/group.njk', {
    title: group.name,
    marking,
    back,
    group: rowOf(group, await areaNames(visit)),
    members,
    works: await may(tx, 'write', group.id),
    next: nextStepsFrom(visit, 'peer group', group.id),
  })
}

async function changePage(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const group = await groupIn(visit)
  if (!(await may(visit.tx, 'write', group.id))) throw new NotFound()
  const { area_code: area, about_many: aboutMany } = group
  return formPage(visit, errors, {
    title: 'Change what is written about the group',
    action: `/peer-groups/${group.id}/change`,
    back: { href: `/peer-groups/${group.id}`, text: group.name },
    answers: errors.length > 0 ? visit.body : { ...group, area, aboutMany },
  })
}

async function change(visit: Visit): Promise<Answer> {
  const group = await groupIn(visit)
  const parsed = parseForm(peerGroupForm, visit.body)
  const errors = parsed.ok ? await wrongArea(visit, parsed.value.area) : parsed.errors
  if (!parsed.ok || errors.length > 0) return changePage(visit, errors)
  await changePeerGroup(visit.tx, group.id, parsed.value)
  return redirect(`/peer-groups/${group.id}`, 'The group was changed.')
}

async function endMembership(visit: Visit): Promise<Answer> {
  const group = await groupIn(visit)
  const parsed = parseForm(endMemberForm, visit.body)
  if (!parsed.ok) throw new NotFound()
  await endMember(visit.tx, group.id, parsed.value.member, visit.now)
  return redirect(`/peer-groups/${group.id}`, 'They were taken out of the group.')
}

async function memberPage(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const person = await personIn(visit)
  const groups = await peerGroupPage(visit.tx)
  const writable: PeerGroup[] = []
  for (const group of groups) if (await may(visit.tx, 'write', group.id)) writable.push(group)
  await record(visit.tx, { action: 'read', kind: 'person', subject: person.id, detail: { fields: ['names'] } })
  const data = {
    title: `A group of friends of ${titleOf(person)}`,
    marking,
    back: { href: `/people/${person.id}`, text: titleOf(person) },
    person,
    choices: writable.map(({ id, name, shares }) => ({ value: id, text: name, hint: { text: shares } })),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('people/views/member.njk', data, errors.length > 0 ? 422 : 200)
}

async function join(visit: Visit): Promise<Answer> {
  const person = await personIn(visit)
  const parsed = parseForm(memberForm, visit.body)
  if (!parsed.ok) return memberPage(visit, parsed.errors)
  const { group, why } = parsed.value
  if (!(await may(visit.tx, 'write', group))) throw new NotFound()
  await addMember(visit.tx, { group, person: person.id, why }, visit.actor.id, visit.now)
  return redirect(`/peer-groups/${group}`, 'They were put in the group, for half a year.')
}
