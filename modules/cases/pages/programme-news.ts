// What a programme for people who use abuse at home tells the service that supports partners: one way, and never shown again here.
import { colleagues } from '#modules/agencies'
import { NotFound } from '#platform/errors'
import { type FieldError, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { sendForm } from '../forms/partner.ts'
import { sendWords } from '../rules/partner.ts'
import type { Case } from '../store/files.ts'
import { sendNews, supportServices, tellsPartners } from '../store/partner.ts'
import { nameOf, partPage, todayOf, workedCase, working } from './shared.ts'

export const programmeNewsPages: readonly Page[] = [
  { ...working, method: 'get', path: '/cases/:id/programme-news', handle: visit => ask(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/programme-news', handle: send },
]

async function programmeCase(visit: Visit): Promise<Case> {
  const it = await workedCase(visit)
  if (!(await tellsPartners(visit.tx, it.id))) throw new NotFound()
  return it
}

/** The services where somebody works who can read what is sent: a concern must not wait where nobody looks. */
async function reachable({ tx }: Visit): Promise<{ key: string; name: string }[]> {
  const staffed = new Set((await colleagues(tx)).map(({ agency }) => agency))
  return (await supportServices(tx)).filter(({ name }) => staffed.has(name))
}

async function ask(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await programmeCase(visit)
  const services = (await reachable(visit)).map(({ key, name }) => ({ value: key, text: name }))
  const data = { title: `Tell the service that supports partners: ${nameOf(it)}`, services, sendWords }
  return partPage(visit, it, 'programme-news', data, errors)
}

async function send(visit: Visit): Promise<Answer> {
  const it = await programmeCase(visit)
  const services = (await reachable(visit)).map(({ key }) => key)
  const parsed = parseForm(sendForm(services), visit.body)
  if (!parsed.ok) return ask(visit, parsed.errors)
  await sendNews(visit.tx, it.id, parsed.value, todayOf(visit), visit.now)
  return redirect(`/cases/${it.id}`, 'It is sent. Nothing comes back here, and it is not kept with the case.')
}
