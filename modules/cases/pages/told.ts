import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { toldEndForm, toldForm } from '../forms/mentors.ts'
import { type Told, toldItems, toldNow } from '../rules/told.ts'
import { addTold, endTold, toldOf } from '../store/told.ts'
import { caseIn, nameOf, partPage, reading, todayIn, todayOf, workedCase, working, works } from './shared.ts'

const path = '/cases/:id/employers'

export const toldPages: readonly Page[] = [
  { ...reading, method: 'get', path, handle: visit => show(visit, []) },
  { ...working, method: 'post', path, handle: agree },
  { ...working, method: 'post', path: `${path}/take-back`, handle: takeBack },
]

const inUse = (all: readonly Told[]): Told[] => toldNow(all).flatMap(({ items }) => items)

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await caseIn(visit)
  const all = await toldOf(visit.tx, it.id)
  const now = toldNow(all).map(each => ({
    ...each,
    items: each.items.map(told => ({ ...told, label: toldItems[told.item] })),
  }))
  const ids = inUse(all).map(({ id }) => id)
  const data = {
    title: `What an employer may know: ${nameOf(it)}`,
    now,
    past: all.filter(({ id }) => !ids.includes(id)).map(told => ({ ...told, label: toldItems[told.item] })),
    toldItems,
    current: inUse(all).map(({ id, employer, item }) => ({ value: id, text: `${employer}: ${toldItems[item]}` })),
    works: await works(visit, it.id),
    answers: errors.length > 0 ? visit.body : todayIn(visit, 'on'),
  }
  return partPage(visit, it, 'told', data, errors)
}

async function agree(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const parsed = parseForm(toldForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await addTold(visit.tx, it.id, parsed.value, visit.now)
  return redirect(`/cases/${it.id}/employers`, 'It is written down. Only these words may be told.')
}

async function takeBack(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const parsed = parseForm(toldEndForm(inUse(await toldOf(visit.tx, it.id)).map(({ id }) => id)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { told, endWhy: why } = parsed.value
  await endTold(visit.tx, it.id, { told, why, ended_on: todayOf(visit) }, visit.now)
  return redirect(`/cases/${it.id}/employers`, 'It is taken back. From now on nobody tells it.')
}
