// How the list would have done, fortnight by fortnight; and whether what was said came true.
import { colours, type Picture, type PlotLibrary, renderPlot } from '#platform/charts'
import { listed, type Record } from './rules/record.ts'
import type { Bin } from './rules/scores.ts'
import { rhythms, type Unit } from './rules/unit.ts'
import { few } from './rules/words.ts'

type Form = { readonly id: string; readonly width: number; readonly wide: boolean }
type Draw = (plot: PlotLibrary, form: Form) => ReturnType<typeof dots> | ReturnType<typeof calibrationDots>

/** Of ten places named before each past window, how many had a sign in it; beside it what any ten places had. */
export async function recordPicture(record: Record, unit: Unit, synthetic: boolean): Promise<Picture> {
  const { one, many, ahead } = rhythms[unit]
  const byWindow = record.methods.find(({ name }) => name === record.shown)?.byWindow ?? []
  const finding = recordTitle(record)
  const description = `Of ${listed} places named before each of ${record.windows} ${many}, how many had a sign in it. Any ten places: ${few(record.anyTen)}.`
  const head = { id: 'record', finding, description }
  const wide = await drawn(head, 'wide', (plot, form) => dots(plot, byWindow, record.anyTen, form))
  const small = await drawn(head, 'small', (plot, form) => dots(plot, byWindow, record.anyTen, form))
  return {
    id: 'record',
    finding,
    measure: `Places of ten that had a sign in the ${ahead} after, oldest ${one} first.${synthetic ? ' Synthetic data.' : ''}`,
    svg: wide,
    svgSmall: small,
    sentences: [
      { lead: 'Dots:', text: `the list, each made again from what was known before that ${one}.` },
      { lead: 'Dashed line:', text: `any ten places, ${few(record.anyTen)}.` },
    ],
    notes: [],
    source: 'Reports of tension and dated incidents of partners, or what the police publish by month',
    table: {
      caption: `The list, ${one} by ${one}`,
      head: [`${many.slice(0, 1).toUpperCase()}${many.slice(1)} ago`, 'Places of ten with a sign'],
      rows: byWindow.map((hits, at) => [String(record.windows - at), String(hits)]),
      numeric: [true, true],
    },
  }
}

/** What the dots show, beside any places. Whether that is more than the base rate knows is another question, answered above it. */
function recordTitle({ methods, shown, anyTen }: Record): string {
  const hits = methods.find(({ name }) => name === shown)?.hits ?? 0
  return `Of ten places listed, ${few(hits)} had a sign; of any ten, ${few(anyTen)} did`
}

/** Chance said against share that came true, with how many places stand behind each dot. */
export async function calibrationPicture(bins: readonly Bin[], about: string, synthetic: boolean): Promise<Picture> {
  const finding = calibrationFinding(bins)
  const head = { id: 'calibration', finding, description: `Chance said against share that came true, ${about}.` }
  const range = (bin: Bin): string => `${(100 * bin.from).toFixed(0)} to ${(100 * bin.to).toFixed(0)} in 100`
  return {
    id: 'calibration',
    finding,
    measure: `Places by the chance that was said, ${about}.${synthetic ? ' Synthetic data.' : ''}`,
    svg: await drawn(head, 'wide', (plot, form) => calibrationDots(plot, bins, form)),
    svgSmall: await drawn(head, 'small', (plot, form) => calibrationDots(plot, bins, form)),
    sentences: [
      { lead: 'Dots:', text: 'places of like chance. A dot on the dashed line came true as often as was said.' },
      { lead: 'Size:', text: 'how many places stand behind it. A small dot says little.' },
    ],
    notes: [],
    source: 'The chances of the list, and what was on file after',
    table: {
      caption: 'Said and came true',
      head: ['Chance', 'How many places', 'Said, in 100', 'Came true, in 100'],
      rows: bins.map(bin => [range(bin), String(bin.places), (100 * bin.said).toFixed(1), (100 * bin.came).toFixed(1)]),
      numeric: [false, true, true, true],
    },
  }
}

/** From this chance on a place is one that a list may name. */
const high = 0.2

/** Whether places came true about as often as was said, within a fifth: all of them, and those of a high chance. */
function calibrationFinding(bins: readonly Bin[]): string {
  const all = calibrationWord(bins)
  const top = calibrationWord(bins.filter(({ said }) => said >= high))
  if (top === undefined || top === all)
    return `${all ?? 'Nothing'} came true ${all === 'About as much' ? 'as' : 'than'} was said`
  const topWords = top === 'About as much' ? 'about as much as was said' : `${top.toLowerCase()} than was said`
  return `${all} came true ${all === 'About as much' ? 'as' : 'than'} was said over all places; of those above 20 in 100, ${topWords}`
}

function calibrationWord(bins: readonly Bin[]): 'More' | 'Less' | 'About as much' | undefined {
  const total = (value: (bin: Bin) => number): number => bins.reduce((sum, bin) => sum + value(bin) * bin.places, 0)
  const [said, came] = [total(bin => bin.said), total(bin => bin.came)]
  if (said === 0) return undefined
  if (came > said * 1.2) return 'More'
  return came < said * 0.8 ? 'Less' : 'About as much'
}

type Head = { readonly id: string; readonly finding: string; readonly description: string }

async function drawn({ id, finding, description }: Head, size: 'wide' | 'small', draw: Draw): Promise<string> {
  const form = { id: `${id}-${size}`, width: size === 'wide' ? 960 : 320, wide: size === 'wide' }
  return (await renderPlot(plot => draw(plot, form), { id: form.id, title: finding, description })).svg
}

function dots(plot: PlotLibrary, byWindow: readonly number[], anyTen: number, { width, wide }: Form) {
  const points = byWindow.map((hits, at) => ({ ago: at - byWindow.length, hits }))
  return {
    width,
    height: wide ? 180 : 160,
    marginLeft: 32,
    marginRight: 12,
    marginTop: 14,
    x: {
      domain: [-byWindow.length - 0.5, -0.5],
      label: null,
      ticks: wide ? 8 : 4,
      tickFormat: (ago: number) => `${-ago} ago`,
    },
    y: { domain: [0, listed], label: null, ticks: 5, grid: true },
    marks: [
      plot.ruleY([anyTen], { stroke: colours.second, strokeWidth: 1.5, strokeDasharray: '4,3' }),
      plot.dot(points, { x: 'ago', y: 'hits', r: wide ? 5 : 4, fill: colours.ink }),
    ],
  }
}

function calibrationDots(plot: PlotLibrary, bins: readonly Bin[], { width, wide }: Form) {
  const most = Math.min(1, Math.max(0.1, ...bins.flatMap(({ said, came }) => [said, came])) * 1.1)
  const points = bins.map(bin => ({ ...bin, size: Math.sqrt(bin.places) }))
  const percent = (value: number): string => `${Math.round(100 * value)}`
  return {
    width,
    height: wide ? 320 : 280,
    marginLeft: 44,
    marginBottom: 44,
    marginRight: 16,
    x: {
      domain: [0, most],
      label: 'Said, in 100',
      ticks: wide ? 8 : 4,
      tickFormat: percent,
      labelAnchor: 'center' as const,
    },
    y: { domain: [0, most], label: 'Came true, in 100', ticks: 5, tickFormat: percent, grid: true },
    r: { range: [3, wide ? 12 : 9] as [number, number] },
    marks: [
      plot.line([{ v: 0 }, { v: most }], { x: 'v', y: 'v', stroke: colours.second, strokeDasharray: '4,3' }),
      plot.dot(points, { x: 'said', y: 'came', r: 'size', fill: colours.ink, fillOpacity: 0.75 }),
    ],
  }
}
