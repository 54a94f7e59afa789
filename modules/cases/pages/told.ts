import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { longDate } from '#platform/views'
import { onceForm, toldEndForm, toldForm } from '../forms/mentors.ts'
import { type Told, type ToldOnce, toldItems, toldNow } from '../rules/told.ts'
import { addTold, endTold, tellEmployer, timesTold, toldOf } from '../store/told.ts'
import { caseIn, nameOf, partPage, reading, todayIn, todayOf, workedCase, working, works } from './shared.ts'

const path = '/cases/:id/employers'

export const toldPages: readonly Page[] = [
  { ...reading, method: 'get', path, handle: visit => show(visit, []) },
  { ...working, method: 'post', path, handle: agree },
  { ...working, method: 'post', path: `${path}/told`, handle: tell },
  { ...working, method: 'post', path: `${path}/take-back`, handle: takeBack },
]

const shownLine = (told: Told, times: readonly ToldOnce[]) => ({
  ...told,
  label: toldItems[told.item],
  times: times.filter(it => it.told === told.id),
})

const inUse = (all: readonly Told[]): Told[] => toldNow(all).flatMap(({ items }) => items)

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await caseIn(visit)
  const all = await toldOf(visit.tx, it.id)
  const times = await timesTold(visit.tx, it.id)
  const now = toldNow(all).map(each => ({ ...each, items: each.items.map(told => shownLine(told, times)) }))
  const ids = inUse(all).map(({ id }) => id)
  const data = {
    title: `What an employer may know: ${nameOf(it)}`,
    now,
    past: all.filter(({ id }) => !ids.includes(id)).map(told => shownLine(told, times)),
    toldItems,
    current: inUse(all).map(({ id, employer, item }) => ({ value: id, text: `${employer}: ${toldItems[item]}` })),
    lines: all.map(told => ({ value: told.id, text: lineWords(told) })),
    works: await works(visit, it.id),
    answers: errors.length > 0 ? visit.body : { ...todayIn(visit, 'on'), ...todayIn(visit, 'when') },
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

const lineWords = ({ employer, item, words, ended_on }: Told): string =>
  `${employer}: ${toldItems[item]}${ended_on === null ? `, “${words}”` : ` (taken back on ${longDate(ended_on)})`}`

async function tell(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const parsed = parseForm(onceForm(todayOf(visit), await toldOf(visit.tx, it.id)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  await tellEmployer(visit.tx, it.id, parsed.value, visit.now)
  return redirect(`/cases/${it.id}/employers`, 'It is written down, whom you told what, and when.')
}

async function takeBack(visit: Visit): Promise<Answer> {
  const it = await workedCase(visit)
  const parsed = parseForm(toldEndForm(inUse(await toldOf(visit.tx, it.id)).map(({ id }) => id)), visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { told, endWhy: why } = parsed.value
  await endTold(visit.tx, it.id, { told, why, ended_on: todayOf(visit) }, visit.now)
  const known = (await timesTold(visit.tx, it.id)).some(each => each.told === told)
  const ask = known ? ' They were told it already: below stands whom to ask to forget it.' : ''
  return redirect(`/cases/${it.id}/employers`, `It is taken back. From now on nobody tells it.${ask}`)
}
