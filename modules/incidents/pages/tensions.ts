import { smallAreas } from '#modules/areas'
import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { boxesOf, withDays } from '#platform/days'
import { Conflict, NotFound } from '#platform/errors'
import { formErrors, parseForm } from '#platform/forms'
import { asUuid, isUuid } from '#platform/ids'
import { type Journey, journeyPages } from '#platform/journey'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { tacticalTensions, tensions } from '../collections.ts'
import {
  aboutForm,
  closeForm,
  extendForm,
  handlingForm,
  sureForm,
  type TensionAnswers,
  whatForm,
  whereForm,
  wholeTension,
  withdrawForm,
} from '../forms.ts'
import { lastDayOf, longestExtension, stateOf } from '../rules.ts'
import {
  addEvent,
  addTension,
  amendTension,
  closeTension,
  extendTension,
  type Tension,
  tensionById,
  tensionPage,
} from '../store/tensions.ts'
import { inWords, words } from '../words.ts'

const purpose = 'tension'
const views = 'incidents/views/tension'
/** Those who read tensions for the partnership decide how long one counts. The database refuses anyone else. */
const deciders = ['analyst', 'police-analyst', 'intelligence-lead'] as const
const deciding = { purpose, roles: deciders } as const

const report: Journey<TensionAnswers> = {
  name: 'tension',
  path: '/tensions/report',
  purpose,
  start: { title: 'Report a tension', template: `${views}-start.njk` },
  steps: [
    { path: 'about', title: 'What is this about?', template: `${views}-about.njk`, form: aboutForm },
    {
      path: 'where',
      title: 'Where is it?',
      template: `${views}-where.njk`,
      form: whereForm,
      data: async ({ tx }) => ({
        areas: (await smallAreas(tx)).map(({ code, name }) => ({ value: code, text: name })),
      }),
    },
    { path: 'what', title: 'What was seen or heard?', template: `${views}-what.njk`, form: whatForm },
    { path: 'sure', title: 'How sure, and how recent?', template: `${views}-sure.njk`, form: sureForm },
    {
      path: 'handling',
      title: 'Where it came from, and who may see it',
      template: `${views}-handling.njk`,
      form: handlingForm,
    },
  ],
  whole: wholeTension,
  check: { title: 'Check your answers', button: 'Send the report' },
  summary: async (visit, answers) => summaryRows(await areaName(visit, String(answers['area'] ?? '')), answers),
  complete,
  answersOf: async ({ tx, actor }, id) => {
    const tension = await tensionById(tx, id)
    return tension === undefined || tension.reported_by !== actor.id
      ? undefined
      : { ...tension, area: tension.area_code ?? 'whole' }
  },
}

async function areaName({ tx }: Visit, code: string): Promise<string> {
  if (code === 'whole') return 'Not one area'
  return (await smallAreas(tx)).find(area => area.code === code)?.name ?? code
}

function summaryRows(area: string, answers: Readonly<Record<string, unknown>>) {
  const said = (key: keyof typeof words): string => inWords(key, answers[key])
  return [
    { key: 'About', value: said('about'), step: 'about' },
    { key: 'Where', value: [area, answers['place']].filter(Boolean).join(', '), step: 'where' },
    { key: 'What was seen or heard', value: String(answers['what'] ?? ''), step: 'what' },
    { key: 'How you know', value: said('basis'), step: 'what' },
    { key: 'How sure', value: said('sureness'), step: 'sure' },
    { key: 'How recent', value: said('recency'), step: 'sure' },
    { key: 'How it came to you', value: said('provenance'), step: 'handling' },
    { key: 'Who may see it', value: said('handling'), step: 'handling' },
  ]
}

async function complete(
  { tx, actor, now }: Visit,
  answers: TensionAnswers,
  amends: string | undefined,
): Promise<Answer> {
  if (amends !== undefined) {
    await amendTension(tx, amends, answers, now)
    return redirect(`/tensions/${amends}`, 'Your report was changed.')
  }
  const id = await addTension(tx, answers, now, ukDay(now), actor.id)
  return redirect(`/tensions/${id}`, 'Thank you. The analyst has your report.')
}

export const tensionPages: readonly Page[] = [
  ...journeyPages(report),
  {
    method: 'get',
    path: '/tensions',
    purpose,
    handle: async ({ tx, query, now }) => {
      const list = await tensionPage(tx, asUuid(query['before']))
      await record(tx, { action: 'read', kind: 'tensions', detail: { shown: list.length } })
      const names = new Map((await smallAreas(tx)).map(({ code, name }) => [code, name]))
      const rows = list.map(tension => shown(tension, now, names))
      return view('incidents/views/tensions.njk', {
        title: 'Tensions',
        rows,
        older: list.length === 30 ? list.at(-1)?.id : undefined,
      })
    },
  },
  { method: 'get', path: '/tensions/:id', purpose, handle: visit => showTension(visit, []) },
  { method: 'post', path: '/tensions/:id/withdraw', purpose, handle: withdraw },
  { ...deciding, method: 'post', path: '/tensions/:id/extend', handle: extend },
  { ...deciding, method: 'post', path: '/tensions/:id/close', handle: close },
]

function shown(tension: Tension, now: Date, names: ReadonlyMap<string, string>) {
  const state = stateOf(tension.events, tension.expires_on, ukDay(now))
  return {
    ...tension,
    state: words.state[state],
    areaName: tension.area_code === null ? 'Not one area' : (names.get(tension.area_code) ?? tension.area_code),
  }
}

async function found({ tx, params }: Visit): Promise<Tension> {
  const id = params['id'] ?? ''
  const tension = isUuid(id) ? await tensionById(tx, id) : undefined
  if (tension === undefined) throw new NotFound()
  return tension
}

async function showTension(visit: Visit, errors: readonly { field: string; message: string }[]): Promise<Answer> {
  const tension = await found(visit)
  await record(visit.tx, { action: 'read', kind: 'tension', subject: tension.id })
  const name = await areaName(visit, tension.area_code ?? 'whole')
  const today = ukDay(visit.now)
  const state = stateOf(tension.events, tension.expires_on, today)
  return view(
    'incidents/views/tension.njk',
    {
      title: `Tension: ${name}`,
      back: { href: '/tensions', text: 'Tensions' },
      tension,
      state: words.state[state],
      lastDay: lastDayOf(tension.events, tension.expires_on),
      events: tension.events.map(event => ({ ...event, words: words.event[event.event] })),
      rows: summaryRows(name, { ...tension }).map(({ key, value }) => ({ key: { text: key }, value: { text: value } })),
      mine: tension.reported_by === visit.actor.id && state === 'open',
      decides: (await mayDecide(visit, tension)) && (state === 'open' || state === 'expired'),
      steps: nextStepsFrom(visit, 'tension', tension.id),
      answers: errors.length > 0 ? visit.body : boxesOf('until', longestExtension(today)),
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

function mayDecide({ tx }: Visit, { handling }: Tension): Promise<boolean> {
  return may(tx, 'read', handling === 'tactical-only' ? tacticalTensions : tensions)
}

async function withdraw(visit: Visit): Promise<Answer> {
  const tension = await found(visit)
  if (tension.reported_by !== visit.actor.id) throw new NotFound()
  const parsed = parseForm(withdrawForm, visit.body)
  if (!parsed.ok) return showTension(visit, parsed.errors)
  await addEvent(visit.tx, tension.id, 'withdrawn', parsed.value.why, visit.now)
  return redirect(`/tensions/${tension.id}`, 'Your report was withdrawn.')
}

async function extend(visit: Visit): Promise<Answer> {
  const tension = await undecided(visit)
  const today = ukDay(visit.now)
  const parsed = parseForm(extendForm(today, longestExtension(today)), withDays(visit.body, 'until'))
  if (!parsed.ok) return showTension(visit, parsed.errors)
  await extendTension(visit.tx, tension.id, parsed.value.until, parsed.value.extend_why, visit.now)
  return redirect(`/tensions/${tension.id}`, 'The report counts for longer.')
}

async function close(visit: Visit): Promise<Answer> {
  const tension = await undecided(visit)
  const parsed = parseForm(closeForm, visit.body)
  if (!parsed.ok) return showTension(visit, parsed.errors)
  await closeTension(visit.tx, tension.id, parsed.value.close_why, visit.now)
  return redirect(`/tensions/${tension.id}`, 'The report is closed.')
}

/** A report that was neither withdrawn nor closed. */
async function undecided(visit: Visit): Promise<Tension> {
  const tension = await found(visit)
  const state = stateOf(tension.events, tension.expires_on, ukDay(visit.now))
  if (state !== 'open' && state !== 'expired') throw new Conflict()
  return tension
}
