import { population } from '#modules/areas'
import { content, type Row } from '#modules/model'
import { type Picture, rateComparison } from '#platform/charts'
import { NotFound } from '#platform/errors'
import { type Answer, type Visit, view } from '#platform/module'
import type { Table } from '#platform/tables'
import { casesInWords, type PrintedPair, printedPairs } from '../headline-rules.ts'
import { lowerFirst } from '../sources.ts'
import { fileOf, sendTable } from './exports.ts'

type Figure = Row<'headlineFigures'>
type Misprint = Row<'misprints'>

/** The figures that the strategy printed, each with where it stands, who counted, and what is wrong with it. */
export async function headlinesPage({ tx }: Visit): Promise<Answer> {
  const figures = await content(tx, 'headlineFigures')
  const misprints = await content(tx, 'misprints')
  const pairs = printedPairs(figures)
  return view('incidents/views/headlines.njk', {
    title: 'Figures that the strategy printed',
    back: { href: '/trends', text: 'Trends' },
    groups: grouped(figures, misprints, await sourceNames(tx)),
    pairs: pairs.map((pair, at) => ({ ...pair, picture: pairPicture(pair, at) })),
    loaded: await loadedResidents(tx),
    cases: await casesOf(tx),
    lost: (await content(tx, 'gaps')).filter(
      ({ kind, source_section }) => kind === 'lost' && /headlines|data tell/i.test(source_section),
    ),
  })
}

async function sourceNames(tx: Visit['tx']): Promise<Map<string, string>> {
  return new Map((await content(tx, 'sources')).map(({ id, title }) => [id, title]))
}

function grouped(figures: readonly Figure[], misprints: readonly Misprint[], names: ReadonlyMap<string, string>) {
  const sections = Map.groupBy(figures, ({ source_doc, source_section }) => `${source_doc}: ${source_section}`)
  return [...sections].map(([key, rows]) => ({
    section: rows[0]?.source_section ?? key,
    document: names.get(rows[0]?.source_doc ?? '') ?? rows[0]?.source_doc,
    rows: rows.map(row => ({ ...row, misprint: misprints.find(({ about }) => about === row.id) })),
  }))
}

function pairPicture({ figure, area, before, after }: PrintedPair, at: number): Picture {
  return rateComparison({
    id: `pair-${at}`,
    measure: `${figure}, ${area}, as the strategy printed them. Populations worked back from the printed number and rate`,
    source: 'The strategy, from police recorded crime. See the table for the section',
    subject: lowerFirst(figure)
      .replace(/^offences with an? /, '')
      .concat(' offence'),
    unit: 'offences',
    among: 'residents',
    per: 100_000,
    period: 'a year',
    items: [
      { name: 'Year before', spoken: 'the year before', count: before.count, population: before.people },
      { name: 'Later year', spoken: 'the later year', count: after.count, population: after.people, ours: true },
    ],
    smallCounts: 'shown',
  })
}

// The residents that are loaded, to hold the implied population against.
async function loadedResidents(tx: Visit['tx']): Promise<{ people: number; period: string } | undefined> {
  for (const kind of ['county', 'lsoa21'] as const) {
    const { period, people } = await population(tx, kind)
    if (people.size > 0) return { period, people: [...people.values()].reduce((sum, it) => sum + it, 0) }
  }
  return undefined
}

async function casesOf(tx: Visit['tx']) {
  return (await content(tx, 'caseFindings')).map(row => ({
    ...row,
    cases: casesInWords(row.cases_total, row.cases_from_ours, row.cases_to_ours),
  }))
}

/** The two tables of the page as a file: the strategy is published, so they carry no marking. */
export async function exportHeadlines(visit: Visit): Promise<Answer> {
  const { name, format } = fileOf(visit)
  const table = name === 'figures' ? await figureTable(visit) : name === 'cases' ? await caseTable(visit) : undefined
  if (table === undefined) throw new NotFound()
  return sendTable(visit, table, { format, about: 'As the strategy printed them', detail: { source: 'headlines' } })
}

async function figureTable({ tx }: Visit): Promise<Table> {
  const misprints = await content(tx, 'misprints')
  const text = (key: string, title: string) => ({ key, title, type: 'text' }) as const
  return {
    name: 'Figures',
    title: 'Headline figures of the strategy',
    notes: ['As printed. A figure that the text we hold has lost is not here.'],
    columns: [
      ...[text('figure', 'Figure'), text('area', 'Area'), text('printed', 'As printed'), text('unit', 'Unit')],
      { key: 'before', title: 'Before', type: 'number' },
      { key: 'value', title: 'Value', type: 'number' },
      ...[
        text('denominator', 'Out of'),
        text('period', 'Period'),
        text('by', 'Counted by'),
        text('document', 'Document'),
      ],
      ...[text('section', 'Section'), text('misprint', 'Misprint')],
    ],
    rows: (await content(tx, 'headlineFigures')).map(row => ({
      ...{
        figure: row.figure,
        area: row.area,
        printed: row.value_printed,
        unit: row.unit,
        value: row.value,
        before: row.value_before,
      },
      ...{ denominator: row.denominator ?? '', period: row.period ?? '', by: row.counted_by, document: row.source_doc },
      section: row.source_section,
      misprint: misprints.find(({ about }) => about === row.id)?.should_read ?? '',
    })),
  }
}

async function caseTable({ tx }: Visit): Promise<Table> {
  return {
    name: 'Cases',
    title: 'Findings of the case analysis',
    notes: ['Shares of people who had been referred. Never a rate for the population, and never a weight in a case.'],
    columns: [
      { key: 'finding', title: 'Finding', type: 'text' },
      { key: 'share', title: 'Share as printed', type: 'text' },
      { key: 'cases', title: 'Cases, worked back', type: 'text' },
      { key: 'total', title: 'Cases in all', type: 'number' },
    ],
    rows: (await casesOf(tx)).map(({ finding, share_printed, cases, cases_total }) => ({
      ...{ finding, share: share_printed, cases, total: cases_total },
    })),
  }
}
