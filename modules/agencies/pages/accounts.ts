import { Conflict, NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { askForJob } from '#platform/jobs'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { invitation, move, stop } from '../forms/accounts.ts'
import { everyRole, roleNames, roles } from '../roles.ts'
import { doubts, standingOf, standings } from '../rules/standing.ts'
import { agencies } from '../store/agencies.ts'
import { issuers } from '../store/issuers.ts'
import { lastLink } from '../store/links.ts'
import * as store from '../store/people.ts'
import { endSessions, sessionsOf } from '../store/sessions.ts'

const look = { purpose: 'accounts', roles: ['administrator', 'governance'] } as const
const change = { purpose: 'accounts', roles: ['administrator'], fresh: 'minutes' } as const
const at = '/accounts/:id'

/** The people who may sign in: inviting, moving and stopping them. Every change asks again who it is, and is in the ledger. */
export const accountsPages: readonly Page[] = [
  { ...look, method: 'get', path: '/accounts', handle: listPage },
  { ...look, method: 'get', path: '/accounts/leavers', handle: leaversPage },
  { ...change, method: 'get', path: '/accounts/invite', handle: visit => invitePage(visit, []) },
  { ...change, method: 'post', path: '/accounts/invite', handle: invite },
  { ...look, method: 'get', path: at, handle: personPage },
  { ...change, method: 'get', path: `${at}/change`, handle: visit => movePage(visit, []) },
  { ...change, method: 'post', path: `${at}/change`, handle: moveIt },
  { ...change, method: 'get', path: `${at}/stop`, handle: visit => stopPage(visit, []) },
  { ...change, method: 'post', path: `${at}/stop`, handle: stopIt },
  { ...change, method: 'post', path: `${at}/restore`, handle: restore },
  { ...change, method: 'post', path: `${at}/link`, handle: sendAgain },
  { ...change, method: 'post', path: `${at}/end-sessions`, handle: endTheirSessions },
]

async function listPage({ tx, query, now }: Visit): Promise<Answer> {
  const { agency, after } = query
  const left = query['left'] === 'yes'
  const found = await store.people(tx, {
    left,
    ...(agency === undefined || agency === '' ? {} : { agency }),
    ...(after !== undefined && isUuid(after) ? { after } : {}),
  })
  const shown = found.slice(0, store.pageLength)
  const held = await store.belongings(
    tx,
    shown.map(({ id }) => id),
  )
  return view('agencies/views/accounts.njk', {
    title: 'People who can sign in',
    people: shown.map(it => ({ ...it, roles: rolesIn(held.get(it.id)), standing: standings[standingOf(it, now)] })),
    agencies: await agencies(tx),
    chosen: { agency, left },
    more: found.length > shown.length ? shown.at(-1)?.id : undefined,
  })
}

function rolesIn(held: readonly { kind: string; key: string }[] = []): string[] {
  return roleNames(held.filter(({ kind }) => kind === 'role').map(({ key }) => key))
}

async function leaversPage({ tx, now }: Visit): Promise<Answer> {
  const active = await store.everyoneActive(tx)
  const held = await store.belongings(
    tx,
    active.map(({ id }) => id),
  )
  const looked = active.map(it => {
    const facts = { ...it, sponsorLeft: it.sponsor_active === false, roles: rolesIn(held.get(it.id)).length }
    return { ...it, doubts: doubts(facts, now) }
  })
  const yearAgo = new Date(now.getTime() - 365 * 24 * 3_600_000)
  return view('agencies/views/leavers.njk', {
    title: 'Joiners and leavers',
    back: { href: '/accounts', text: 'People who can sign in' },
    questioned: looked.filter(it => it.doubts.length > 0),
    left: await store.leavers(tx, yearAgo),
    active: active.length,
  })
}

async function choices({ tx }: Visit) {
  return {
    agencies: await agencies(tx),
    roleChoices: everyRole.map(key => ({ key, name: roles[key] })),
    sponsors: await store.possibleSponsors(tx),
  }
}

async function invitePage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const data = {
    title: 'Invite somebody',
    back: { href: '/accounts', text: 'People who can sign in' },
    answers: { sponsor: visit.who?.id, ...visit.body },
    demonstration: visit.config.demonstration,
    errors: formErrors(errors),
    ...(await choices(visit)),
  }
  return view('agencies/views/invite.njk', data, errors.length > 0 ? 422 : 200)
}

async function invite(visit: Visit): Promise<Answer> {
  if (visit.config.demonstration) throw new NotAllowed('Nobody real can be invited to a demonstration.')
  const parsed = parseForm(invitation, visit.body)
  if (!parsed.ok) return invitePage(visit, parsed.errors)
  const { email, agency: agencyKey, ...rest } = parsed.value
  const problem = await invitationProblem(visit, email, agencyKey, rest.sponsor)
  if (problem !== undefined) return invitePage(visit, [problem])
  const id = await store.addJoiner(visit.tx, { ...rest, email, agencyKey })
  return sendLinkTo(visit, id)
}

async function invitationProblem(
  { tx }: Visit,
  email: string,
  agencyKey: string,
  sponsor: string,
): Promise<FieldError | undefined> {
  const known = await agencies(tx)
  if (!known.some(({ key }) => key === agencyKey)) return { field: 'agency', message: 'Choose an agency' }
  const own = (await issuers(tx)).find(it => it.active && it.agency_key === agencyKey)
  if (own !== undefined)
    return { field: 'agency', message: `People of this agency sign in with "${own.name}" and need no invitation` }
  if (await store.addressTaken(tx, email))
    return { field: 'email', message: 'Somebody signs in with this address already' }
  const vouching = await store.person(tx, sponsor)
  return vouching?.active === true ? undefined : { field: 'sponsor', message: 'Choose who vouches for them' }
}

async function sendLinkTo({ tx }: Visit, account: string): Promise<Answer> {
  const job = await askForJob(tx, 'sign-in-link', 'accounts', { account, purpose: 'invitation' })
  return redirect(`/jobs/${job}?next=/accounts/${account}`)
}

async function sendAgain(visit: Visit): Promise<Answer> {
  const it = await personOf(visit)
  if (!it.active || it.email === null || it.enrolled)
    throw new Conflict('There is no invitation to send: they came already, or left.')
  return sendLinkTo(visit, it.id)
}

async function personOf({ tx, params }: Visit): Promise<store.Person> {
  const id = params['id'] ?? ''
  const it = isUuid(id) ? await store.person(tx, id) : undefined
  if (it === undefined) throw new NotFound()
  return it
}

async function personPage(visit: Visit): Promise<Answer> {
  const { tx, now, who } = visit
  const it = await personOf(visit)
  const held = (await store.belongings(tx, [it.id])).get(it.id) ?? []
  return view('agencies/views/person.njk', {
    title: it.name,
    back: { href: '/accounts', text: 'People who can sign in' },
    it,
    standing: standings[standingOf(it, now)],
    roles: rolesIn(held),
    belongs: held.filter(({ kind }) => kind === 'group' || kind === 'case'),
    link: await lastLink(tx, it.id),
    sessions: await sessionsOf(tx, it.id, now),
    mayChange: who?.roles.includes('administrator') === true && who.id !== it.id,
    now,
  })
}

async function movePage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await another(visit)
  const held = (await store.belongings(visit.tx, [it.id])).get(it.id) ?? []
  const before = {
    jobTitle: it.job_title,
    agency: it.agency_key,
    sponsor: it.sponsor ?? '',
    roles: held.filter(({ kind }) => kind === 'role').map(({ key }) => key),
  }
  const data = {
    title: `Change what ${it.name} does`,
    back: `/accounts/${it.id}`,
    it,
    answers: { ...before, ...visit.body },
    errors: formErrors(errors),
    ...(await choices(visit)),
  }
  return view('agencies/views/person-change.njk', data, errors.length > 0 ? 422 : 200)
}

// What their own agency says at sign-in would undo a change made here.
async function another(visit: Visit): Promise<store.Person> {
  const it = await personOf(visit)
  if (it.id === visit.who?.id) throw new NotAllowed('You cannot change your own roles. Ask another administrator.')
  return it
}

async function moveIt(visit: Visit): Promise<Answer> {
  const it = await another(visit)
  if (it.issuer !== null)
    throw new Conflict(`Their roles come from "${it.issuer}" each time they sign in. Change them there.`)
  const parsed = parseForm(move, visit.body)
  if (!parsed.ok) return movePage(visit, parsed.errors)
  const { agency: agencyKey, sponsor, ...rest } = parsed.value
  if (!(await agencies(visit.tx)).some(({ key }) => key === agencyKey))
    return movePage(visit, [{ field: 'agency', message: 'Choose an agency' }])
  if (sponsor === it.id) return movePage(visit, [{ field: 'sponsor', message: 'Nobody vouches for themselves' }])
  const to = { ...rest, agencyKey, sponsor: sponsor === '' ? undefined : sponsor }
  await store.movePerson(visit.tx, it, to, visit)
  return redirect(`/accounts/${it.id}`, 'Changed. It counts from their next page on.')
}

async function stopPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await another(visit)
  const data = {
    title: `Stop the account of ${it.name}`,
    back: `/accounts/${it.id}`,
    it,
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('agencies/views/person-stop.njk', data, errors.length > 0 ? 422 : 200)
}

async function stopIt(visit: Visit): Promise<Answer> {
  const it = await another(visit)
  const parsed = parseForm(stop, visit.body)
  if (!parsed.ok) return stopPage(visit, parsed.errors)
  if (!it.active) throw new Conflict('This account was stopped already.')
  await store.stopPerson(visit.tx, it.id, parsed.value.why, visit.now, visit.modules)
  return redirect(`/accounts/${it.id}`, 'The account is stopped, and every session of it has ended.')
}

async function restore(visit: Visit): Promise<Answer> {
  const it = await another(visit)
  if (it.active) throw new Conflict('This account was not stopped.')
  await store.restorePerson(visit.tx, it.id)
  return redirect(`/accounts/${it.id}/change`, 'The account is open again. Give it the roles that it needs now.')
}

async function endTheirSessions(visit: Visit): Promise<Answer> {
  const it = await personOf(visit)
  const ended = await endSessions(visit.tx, it.id)
  await record(visit.tx, { action: 'sign-out', kind: 'session', subject: it.id, detail: { ended } })
  return redirect(`/accounts/${it.id}`, 'All their sessions have ended.')
}
