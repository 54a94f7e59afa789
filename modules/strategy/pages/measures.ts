import { NotFound } from '#platform/errors'
import { formErrors, type Parsed, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { type MeasureShown, measuresShown, offeredFigures, takeFigures } from '../board.ts'
import { definitionForm } from '../forms.ts'
import { monthWords, shownFigure, smallest, smallestWhole } from '../rules/measures.ts'
import { outcomes, saveDefinition } from '../store/measures.ts'
import { defines, purpose, readers, todayOf, writes } from './shared.ts'

const reading = { purpose, roles: readers }
const defining = ['coordinator', 'analyst'] as const

export const measurePages: readonly Page[] = [
  { ...reading, method: 'get', path: '/measures', handle: list },
  { purpose, roles: ['coordinator'], method: 'post', path: '/measures/take', handle: take },
  { ...reading, method: 'get', path: '/measures/:key', handle: async visit => page(visit, await found(visit)) },
  { purpose, roles: defining, method: 'post', path: '/measures/:key', handle: define },
]

const smallWords = `Counts from 1 to ${smallest - 1} are shown as “fewer than ${smallest}”. A share is shown only of ${smallestWhole} or more, and not where it would give a small count away.`

const hopes = { more: 'More of this', less: 'Less of this', neither: 'Neither: it is to be watched' } as const

/** One measure as a row: nothing here counts anybody alone. */
export const measureRow = (it: MeasureShown) => ({
  key: it.key,
  words: it.words,
  month: it.latest === undefined ? 'Not taken yet' : monthWords(it.latest.period),
  shown: it.shown?.text ?? '',
  sinceLast: it.sinceLast?.words ?? '',
  direction: it.sinceLast?.direction ?? 'unknown',
  sinceBaseline: it.sinceBaseline?.words ?? '',
  hope: it.definition === undefined ? '' : hopes[it.definition.better],
  outcome: it.definition?.outcome,
})

/** The measures under the outcomes that they speak to; those of no outcome yet come last. */
export async function measuresByOutcome({ tx }: Visit, measures: readonly MeasureShown[]) {
  const rows = measures.map(measureRow)
  const all = await outcomes(tx)
  const known = new Set(all.map(({ id }) => id))
  return [
    ...all.map(({ id, text }) => ({ text, rows: rows.filter(({ outcome }) => outcome === id) })),
    {
      text: 'Not linked to an outcome yet',
      rows: rows.filter(({ outcome }) => outcome === undefined || !known.has(outcome)),
    },
  ].filter(section => section.rows.length > 0)
}

async function list(visit: Visit): Promise<Answer> {
  const measures = await measuresShown(visit.tx)
  const known = new Set(measures.map(({ key }) => key))
  const offered = writes(visit) ? await offeredFigures(visit.tx, visit.modules) : []
  return view('strategy/views/measures.njk', {
    title: 'Measures',
    sections: await measuresByOutcome(visit, measures),
    fresh: offered.filter(({ key }) => !known.has(key)),
    offered: offered.length,
    month: monthWords(todayOf(visit).slice(0, 7)),
    mayTake: writes(visit),
    smallWords,
  })
}

async function take(visit: Visit): Promise<Answer> {
  const period = todayOf(visit).slice(0, 7)
  const { given, missing } = await takeFigures(visit.tx, visit.modules, period, visit.now)
  const left = missing === 0 ? '' : ` ${missing} could not be given: each says why.`
  return redirect(
    '/measures',
    `Taken for ${monthWords(period)}: ${given} ${given === 1 ? 'figure' : 'figures'}.${left}`,
  )
}

async function found({ tx, params }: Visit): Promise<MeasureShown> {
  const it = (await measuresShown(tx)).find(({ key }) => key === params['key'])
  if (it === undefined) throw new NotFound()
  return it
}

async function page(visit: Visit, it: MeasureShown, parsed?: Exclude<Parsed<unknown>, { ok: true }>): Promise<Answer> {
  const all = await outcomes(visit.tx)
  const months = it.months.filter(({ value }) => value !== null).map(({ period }) => period)
  const data = {
    title: it.words,
    back: { href: '/measures', text: 'Measures' },
    it: measureRow(it),
    source: it.latest?.source ?? '',
    outcome: all.find(({ id }) => id === it.definition?.outcome)?.text,
    baseline: it.baseline === undefined ? undefined : monthWords(it.baseline),
    rows: it.months
      .map(month => ({
        month: monthWords(month.period),
        shown: shownFigure(month).text,
        takenAt: month.takenAt,
        by: writes(visit) ? month.by : undefined,
      }))
      .reverse(),
    mayDefine: defines(visit),
    outcomes: all.map(({ id, text }) => ({ value: id, text })),
    hopes: Object.entries(hopes).map(([value, text]) => ({ value, text })),
    months: months.map(value => ({ value, text: monthWords(value) })),
    answers: parsed === undefined ? { words: it.words, version: 0, ...it.definition } : visit.body,
    smallWords,
    errors: formErrors(parsed?.errors ?? []),
  }
  return view('strategy/views/measure.njk', data, parsed === undefined ? 200 : 422)
}

async function define(visit: Visit): Promise<Answer> {
  const it = await found(visit)
  const keys = (await outcomes(visit.tx)).map(({ id }) => id)
  const parsed = parseForm(definitionForm(keys), visit.body)
  if (!parsed.ok) return page(visit, it, parsed)
  await saveDefinition(visit.tx, { key: it.key, ...parsed.value }, visit.now)
  return redirect(`/measures/${it.key}`, 'What it means is saved.')
}
