import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { askForJob } from '#platform/jobs'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { organisationForm, reachForm } from '../forms/outside.ts'
import {
  addOrganisation,
  changeOrganisation,
  endOrganisation,
  linksOf,
  type Organisation,
  organisationById,
  organisations,
  type SentLink,
} from '../store/outside.ts'
import { purpose, sorters } from './shared.ts'

const common = { purpose, roles: sorters }
const path = '/referrals/organisations'

/** Organisations without accounts: whom to ring, and the link by which they ask for help once. */
export const organisationPages: readonly Page[] = [
  { ...common, method: 'get', path, handle: visit => list(visit, []) },
  { ...common, method: 'post', path, handle: add },
  { ...common, method: 'get', path: `${path}/:organisation`, handle: visit => show(visit, []) },
  { ...common, method: 'post', path: `${path}/:organisation`, handle: change },
  { ...common, method: 'post', path: `${path}/:organisation/link`, handle: send },
  { ...common, method: 'post', path: `${path}/:organisation/end`, handle: end },
]

async function list(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const data = {
    title: 'Organisations without accounts',
    back: { href: '/referrals', text: 'Referrals' },
    organisations: await organisations(visit.tx),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('referrals/views/organisations.njk', data, errors.length > 0 ? 422 : 200)
}

async function add(visit: Visit): Promise<Answer> {
  const parsed = parseForm(organisationForm, visit.body)
  if (!parsed.ok) return list(visit, parsed.errors)
  const id = await addOrganisation(visit.tx, parsed.value, visit.actor.id, visit.now)
  return redirect(`${path}/${id}`, 'The organisation is on record.')
}

async function found({ tx, params }: Visit): Promise<Organisation> {
  const id = params['organisation'] ?? ''
  const organisation = isUuid(id) ? await organisationById(tx, id) : undefined
  if (organisation === undefined) throw new NotFound()
  return organisation
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const organisation = await found(visit)
  const links = await linksOf(visit.tx, organisation.id)
  const data = {
    title: organisation.name,
    back: { href: path, text: 'Organisations without accounts' },
    organisation,
    links: links.map(it => ({
      sent: it.made_at,
      state: stateOfLink(it, organisation, visit.now),
      until: it.expires_at,
    })),
    answers: { ...organisation, ...visit.body },
    errors: formErrors(errors),
  }
  return view('referrals/views/organisation.njk', data, errors.length > 0 ? 422 : 200)
}

function stateOfLink(
  it: SentLink,
  { changed_at, ended_at }: Pick<Organisation, 'changed_at' | 'ended_at'>,
  now: Date,
): string {
  if (it.used_at !== null) return 'A referral came by it'
  if (it.opened_at !== null) return 'Opened'
  const theirs = ended_at === null && (changed_at === null || it.made_at > changed_at)
  return theirs && it.expires_at > now ? 'Not opened yet' : 'Ended without being opened'
}

async function change(visit: Visit): Promise<Answer> {
  const organisation = await found(visit)
  const parsed = parseForm(reachForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await changeOrganisation(visit.tx, organisation.id, parsed.value, visit.now)
  return redirect(`${path}/${organisation.id}`, 'It was changed. Links that were sent before have ended.')
}

/** Nothing more is sent there, and its links end. What came from it stays. */
async function end(visit: Visit): Promise<Answer> {
  const { id } = await found(visit)
  await endOrganisation(visit.tx, id, visit.now)
  return redirect(`${path}/${id}`, 'It has ended: its links are over, and nothing more is sent there.')
}

/** The link goes to the address on record and to no other. */
async function send(visit: Visit): Promise<Answer> {
  const { id, ended_at } = await found(visit)
  if (ended_at !== null) throw new Conflict('It has ended. Put it on record again if it asks for help.')
  await askForJob(visit.tx, 'asking-link', purpose, { organisation: id })
  return redirect(`${path}/${id}`, 'A link is on its way to the address on record. It works once, for a day.')
}
