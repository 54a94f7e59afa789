// Maps of 354 areas: preparing once, then drawing. Run: npm run bench -- maps
import { choropleth, evenClasses, liveMapData, prepareMap } from '#platform/maps'
import { inventedAreas } from './maps/synthetic-areas.ts'

// About 70 points an area, as in generalised census boundaries.
const shapes = inventedAreas({ count: 354, bends: 12 })
const readings = shapes.map(({ id }, index) => ({ id, value: (index * 7919) % 100, low: 1, high: 99 }))
const classes = evenClasses(0, 100)

/** Milliseconds of each run, smallest first. */
function timed(runs: number, work: () => unknown): number[] {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)
}

function row(name: string, times: readonly number[]) {
  const show = (value = 0) => `${value.toFixed(1)} ms`
  return {
    what: name,
    fastest: show(times[0]),
    middle: show(times[Math.floor(times.length / 2)]),
    slowest: show(times.at(-1)),
  }
}

const map = prepareMap(shapes)
const data = {
  id: 'bench',
  measure: 'Invented',
  source: 'Invented',
  unit: 'index',
  areas: 'areas',
  decimals: 1,
  map,
  readings,
  classes,
}
const picture = choropleth(data)

console.table([
  row(
    'prepare both forms, once for a geography',
    timed(9, () => prepareMap(shapes)),
  ),
  row(
    'draw both forms, legend, list and table',
    timed(40, () => choropleth(data)),
  ),
  row(
    'data of the interactive map',
    timed(9, () => liveMapData(shapes, readings, { classes, unit: 'index', decimals: 1 })),
  ),
])
console.log(
  `wide ${(picture.svg.length / 1024).toFixed(0)} KiB, small ${((picture.svgSmall?.length ?? 0) / 1024).toFixed(0)} KiB`,
)
