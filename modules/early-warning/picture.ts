// How the list would have done, fortnight by fortnight.
import { colours, type Picture, type PlotLibrary, renderPlot } from '#platform/charts'
import { listed, type Record } from './rules/record.ts'
import { few, recordFinding } from './rules/words.ts'

/** Of ten places named before each past fortnight, how many had a sign in it; beside it what any ten places had. */
export async function recordPicture(record: Record, synthetic: boolean): Promise<Picture> {
  const finding = recordFinding(record)
  const description = `Of ${listed} places named before each of ${record.windows} fortnights, how many had a sign in it. Any ten places: ${few(record.anyTen)}.`
  const svg = async (form: Form): Promise<string> =>
    (await renderPlot(plot => options(plot, record, form), { id: form.id, title: finding, description })).svg
  return {
    id: 'record',
    finding,
    measure: `Places of ten that had a sign in the 14 days after, oldest fortnight first.${synthetic ? ' Synthetic data.' : ''}`,
    svg: await svg({ id: 'record-wide', width: 960, wide: true }),
    svgSmall: await svg({ id: 'record-small', width: 320, wide: false }),
    sentences: [
      { lead: 'Dots:', text: 'the list, each made again from what was known before that fortnight.' },
      { lead: 'Dashed line:', text: `any ten places, ${few(record.anyTen)}.` },
    ],
    notes: [],
    source: 'Reports of tension and dated incidents of partners',
    table: {
      caption: 'The list, fortnight by fortnight',
      head: ['Fortnights ago', 'Places of ten with a sign'],
      rows: record.byWindow.map((hits, at) => [String(record.windows - at), String(hits)]),
      numeric: [true, true],
    },
  }
}

type Form = { readonly id: string; readonly width: number; readonly wide: boolean }

function options(plot: PlotLibrary, { byWindow, windows, anyTen }: Record, { width, wide }: Form) {
  const points = byWindow.map((hits, at) => ({ ago: at - windows, hits }))
  return {
    width,
    height: wide ? 180 : 160,
    marginLeft: 32,
    marginRight: 12,
    marginTop: 14,
    x: { domain: [-windows - 0.5, -0.5], label: null, ticks: wide ? 8 : 4, tickFormat: (ago: number) => `${-ago} ago` },
    y: { domain: [0, listed], label: null, ticks: 5, grid: true },
    marks: [
      plot.ruleY([anyTen], { stroke: colours.second, strokeWidth: 1.5, strokeDasharray: '4,3' }),
      plot.dot(points, { x: 'ago', y: 'hits', r: wide ? 5 : 4, fill: colours.ink }),
    ],
  }
}
