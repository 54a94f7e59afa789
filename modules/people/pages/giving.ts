import { may, type Standing, whoMay } from '#platform/access'
import { NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { endGivingForm, giveForm } from '../forms/giving.ts'
import { purposes } from '../forms/records.ts'
import { teamOf } from '../rules/worlds.ts'
import { endGiving, giveToTeam, teamsOf } from '../store/giving.ts'
import type { PersonRecord } from '../store/records.ts'
import { levelInWords, marking, peopleRoles, personIn, purpose, titleOf, todayOf } from './shared.ts'

const common = { purpose, roles: peopleRoles }

export const givingPages: readonly Page[] = [
  { ...common, method: 'get', path: '/people/:id/access', handle: visit => show(visit) },
  { ...common, method: 'post', path: '/people/:id/access', handle: give },
  { ...common, method: 'post', path: '/people/:id/access/end', handle: end },
]

async function show(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { tx, now } = visit
  const person = await managed(visit)
  const standing = await whoMay(tx, person.id)
  await record(tx, { action: 'read', kind: 'person', subject: person.id, detail: { fields: ['who may see it'] } })
  const month = new Date(now.getTime() + 30 * 86_400_000).toISOString()
  return view(
    'people/views/access.njk',
    {
      title: `Who may see the record of ${titleOf(person)}`,
      marking,
      back: { href: `/people/${person.id}`, text: titleOf(person) },
      person,
      standing: standing.map(it => ({ ...it, may: levelInWords(it.level), mayEnd: isGiven(it) })),
      agencies: (await others(visit, person)).map(({ audience, name }) => ({ value: audience, text: name })),
      purposes: Object.entries(purposes).map(([value, text]) => ({ value, text })),
      answers: {
        'until-day': month.slice(8, 10),
        'until-month': month.slice(5, 7),
        'until-year': month.slice(0, 4),
        ...visit.body,
      },
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

/** The record in the address, for whoever decides who may see it; nobody else is told more than that they may not. */
async function managed(visit: Visit): Promise<PersonRecord> {
  const person = await personIn(visit)
  if (!(await may(visit.tx, 'manage', person.id)))
    throw new NotAllowed('Only whoever made this record decides who else may see it.')
  return person
}

const others = async ({ tx }: Visit, person: PersonRecord) =>
  (await teamsOf(tx, teamOf(person.world))).filter(({ agency }) => agency !== person.agency)

// What was let see and can be ended here: not the agency's own team, nor whoever decides.
const isGiven = ({ level, ends, kind }: Standing): boolean => level <= 20 && (kind !== 'person' || ends !== null)

async function give(visit: Visit): Promise<Answer> {
  const person = await managed(visit)
  const parsed = parseForm(giveForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { audience, purpose: aim, why, until } = parsed.value
  const team = (await others(visit, person)).find(it => it.audience === audience)
  if (team === undefined) return show(visit, [{ field: 'audience', message: 'Choose an agency' }])
  if (person.sealed)
    return show(visit, [
      { field: 'audience', message: 'This record is sealed. Take the seal off first, or tell them yourself.' },
    ])
  await giveToTeam(visit.tx, {
    person: person.id,
    audience,
    level: 'read',
    agencyName: team.name,
    purpose: aim,
    why: `${purposes[aim]}: ${why}`,
    until: new Date(`${until}T23:59:00Z`),
  })
  return redirect(`/people/${person.id}/access`, `${team.name} can read this record.`)
}

async function end(visit: Visit): Promise<Answer> {
  const person = await managed(visit)
  const parsed = parseForm(endGivingForm, visit.body)
  const held = (await whoMay(visit.tx, person.id)).filter(it => parsed.ok && it.audience === parsed.value.audience)
  const [first] = held
  if (first === undefined || !held.every(isGiven)) throw new NotFound()
  await endGiving(visit.tx, person.id, first.audience)
  return redirect(`/people/${person.id}/access`, 'They can no longer read it.')
}
