// The pictures of docs/methods/early-warning.md, drawn from the back-tests themselves.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Backtest } from '#engines/point-process'
import { colours, type DrawnPlot, renderPlot } from '#platform/charts'

/** Writes both pictures of one back-test into a folder. `key` is part of their names, `title` says whose events they are. */
export async function drawBackTest(folder: string, key: string, title: string, result: Backtest): Promise<void> {
  // On a page the picture is part of the HTML; a file of its own says what it is.
  const draw = (name: string, { svg }: DrawnPlot): void =>
    writeFileSync(
      join(folder, `early-warning-${name}-${key}.svg`),
      svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" '),
    )
  draw('gains', await gains(key, title, result))
  draw('calibration', await calibration(key, title, result))
}

/** What the self-exciting model gains over each baseline: a dot with its 95 % range. Over no knowledge it gains more than a scale can show. */
function gains(key: string, title: string, { comparisons }: Backtest): Promise<DrawnPlot> {
  const words = comparisons
    .filter(({ baseline }) => baseline !== 'same everywhere')
    .map(({ baseline, gain, low, high }) => ({
      ...{ baseline: `over ${baseline}`, gain, low, high },
      said: `${gain.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`,
    }))
  const description = words.map(({ baseline, said }) => `${baseline} ${said}`).join('; ')
  return renderPlot(
    plot => ({
      ...{ width: 800, height: 60 + 30 * words.length, marginLeft: 190, marginRight: 170, marginBottom: 40 },
      x: { label: 'Gain in log score a fortnight (nats): right of 0 the model is better', labelAnchor: 'left' },
      y: { label: null, domain: words.map(({ baseline }) => baseline), tickSize: 0 },
      marks: [
        plot.ruleX([0], { stroke: colours.ink, strokeDasharray: '4,3' }),
        plot.link(words, { x1: 'low', x2: 'high', y: 'baseline', stroke: colours.here, strokeWidth: 3 }),
        plot.dot(words, { x: 'gain', y: 'baseline', fill: colours.ink, r: 5 }),
        plot.text(words, { text: 'said', y: 'baseline', frameAnchor: 'right', dx: 160 }),
      ],
    }),
    { id: `gains-${key}`, title: `${title}: what the self-exciting model gains over each baseline`, description },
  )
}

/** The least chance that the logarithmic scales reach; cells where nothing came true stand on it. */
const floor = 0.001

/** What the self-exciting model said, against how often it came true. Dots on the dashed line were right. */
function calibration(key: string, title: string, { methods }: Backtest): Promise<DrawnPlot> {
  const bins = (methods.find(({ name }) => name === 'self-exciting')?.calibration ?? []).filter(
    ({ cells }) => cells > 0,
  )
  const atLeast = (share: number): number => Math.max(share, floor)
  const scale = { type: 'log', domain: [floor, 1], tickFormat: '~%', ticks: 4 } as const
  return renderPlot(
    plot => ({
      ...{ width: 420, height: 430, marginTop: 40, marginLeft: 60, marginBottom: 45 },
      x: { ...scale, label: 'Said', labelAnchor: 'center' },
      y: { ...scale, label: 'Came true' },
      marks: [
        plot.link([floor], { x1: floor, y1: floor, x2: 1, y2: 1, stroke: colours.ink, strokeDasharray: '4,3' }),
        plot.dot(bins, {
          x: ({ predicted }) => atLeast(predicted),
          y: ({ observed }) => atLeast(observed),
          ...{ fill: colours.here, r: 6 },
        }),
      ],
    }),
    {
      id: `calibration-${key}`,
      title: `${title}: said against came true, self-exciting model`,
      description: bins
        .map(
          ({ predicted, observed, cells }) => `said ${share(predicted)}, came true ${share(observed)}, ${cells} times`,
        )
        .join('; '),
    },
  )
}

const share = (part: number): string => `${(100 * part).toFixed(2)} %`
