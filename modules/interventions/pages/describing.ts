import { content } from '#modules/model'
import { may } from '#platform/access'
import { NotAllowed } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { newId } from '#platform/ids'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { programmePlaces } from '../collections.ts'
import { answersOf, describingForm } from '../forms/describing.ts'
import { changedBetween, stateWords } from '../rules/history.ts'
import { describedBy, namesOf, type Offer } from '../store/programmes.ts'
import { addVersion, openProgramme, versionsOf } from '../store/versions.ts'
import { keptOffer, offerIn, purpose } from './shared.ts'

const roles = ['coordinator'] as const

export const describingPages: readonly Page[] = [
  { method: 'get', path: '/interventions/new', purpose, roles, handle: visit => formPage(visit, undefined, []) },
  { method: 'post', path: '/interventions/new', purpose, roles, handle: addLocal },
  {
    method: 'get',
    path: '/interventions/:id/change',
    purpose,
    handle: async visit => formPage(visit, await keptOffer(visit), []),
  },
  { method: 'post', path: '/interventions/:id/change', purpose, handle: change },
  { method: 'get', path: '/interventions/:id/history', purpose, handle: history },
]

type Choice = { readonly value: string; readonly text: string }

async function choicesOf({ tx }: Visit) {
  const byName = (rows: readonly { readonly id: string; readonly name: string }[]): Choice[] =>
    rows.map(({ id, name }) => ({ value: id, text: name }))
  const byLabel = (rows: readonly { readonly id: string; readonly plain_label_ours: string }[]): Choice[] =>
    rows.map(({ id, plain_label_ours }) => ({ value: id, text: plain_label_ours }))
  return {
    pillars: byName(await content(tx, 'pillars')),
    levels: byName(await content(tx, 'preventionLevels')),
    reaches: byName(await content(tx, 'reaches')),
    life_stages: byName(await content(tx, 'lifeStages')),
    strengths: byLabel(await content(tx, 'protectiveFactors')),
    risks: byLabel(await content(tx, 'riskFactors')),
    districts: (await content(tx, 'districts')).map(({ code, name }) => ({ value: code, text: name })),
    agencies: byName(await content(tx, 'agencies')),
  }
}

async function parsed(visit: Visit) {
  const { strengths, risks, ...rest } = await choicesOf(visit)
  const ids = (choices: readonly Choice[]): string[] => choices.map(({ value }) => value)
  return parseForm(
    describingForm({
      pillars: ids(rest.pillars),
      levels: ids(rest.levels),
      reaches: ids(rest.reaches),
      life_stages: ids(rest.life_stages),
      factors: ids([...strengths, ...risks]),
      districts: ids(rest.districts),
      agencies: ids(rest.agencies),
    }),
    visit.body,
  )
}

async function formPage(visit: Visit, offer: Offer | undefined, errors: readonly FieldError[]): Promise<Answer> {
  const first = offer === undefined ? { state: 'offered', version: 0 } : answersOf(offer)
  return view(
    'interventions/views/describe.njk',
    {
      title: offer === undefined ? 'Add a local programme' : `Describe ${offer.name}`,
      back: {
        href: offer === undefined ? '/interventions' : `/interventions/${offer.id}`,
        text: offer?.name ?? 'Programmes',
      },
      action: offer === undefined ? '/interventions/new' : `/interventions/${offer.id}/change`,
      local: offer === undefined,
      choices: await choicesOf(visit),
      stateWords,
      mayName: await may(visit.tx, 'write', programmePlaces),
      answers: errors.length > 0 ? { ...first, ...visit.body } : first,
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

async function addLocal(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  if (!(await may(tx, 'write', programmePlaces))) throw new NotAllowed()
  const it = await parsed(visit)
  if (!it.ok) return formPage(visit, undefined, it.errors)
  const id = `loc.${newId().replaceAll('-', '')}`
  await openProgramme(tx, id, now)
  await addVersion(tx, id, it.value, { version: 0, run_by: '' }, now)
  return redirect(`/interventions/${id}`, 'The local programme is on the list.')
}

async function change(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const offer = await keptOffer(visit)
  const it = await parsed(visit)
  if (!it.ok) return formPage(visit, offer, it.errors)
  const coordinates = await may(tx, 'write', programmePlaces)
  if (coordinates) await openProgramme(tx, offer.id, now)
  // Who runs it is for coordinators to say: nobody hands the key of a programme to another agency.
  const run_by = coordinates ? it.value.run_by : offer.run_by
  await addVersion(tx, offer.id, { ...it.value, run_by }, { version: it.value.version, run_by: offer.run_by }, now)
  return redirect(`/interventions/${offer.id}`, 'The new description counts from now on.')
}

async function history(visit: Visit): Promise<Answer> {
  const { tx } = visit
  const offer = await offerIn(visit)
  const names = await namesOf(tx)
  const versions = await versionsOf(tx, offer.id)
  const rows = versions.map((version, at) => {
    const before = versions[at + 1] ?? (offer.printed && describedBy(offer.printed))
    return {
      ...version,
      changes: before === undefined ? [] : changedBetween(before, version, id => names.get(id) ?? id),
    }
  })
  return view('interventions/views/history.njk', {
    title: `History of ${offer.name}`,
    back: { href: `/interventions/${offer.id}`, text: offer.name },
    rows,
    printed: offer.printed !== undefined,
  })
}
