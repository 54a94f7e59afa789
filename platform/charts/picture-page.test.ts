// The page part of a picture: components/picture.njk around real pictures.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JSDOM } from 'jsdom'
import nunjucks from 'nunjucks'
import { barByKind, controlChart, type Picture } from '#platform/charts'
import { choropleth, evenClasses, prepareMap } from '#platform/maps'
import { inventedAreas } from '../maps/synthetic-areas.ts'

const views = new nunjucks.Environment(new nunjucks.FileSystemLoader([new URL('../views', import.meta.url).pathname]), {
  autoescape: true,
})

function page(p: Picture): Document {
  const html = views.renderString('{% from "components/picture.njk" import picture %}{{ picture(p) }}', { p })
  return new JSDOM(html).window.document
}

const hostile = '<img src=x onerror=alert(1)>'
const bars = barByKind({
  id: 'bars',
  measure: hostile,
  source: hostile,
  subject: 'harm',
  unit: 'events',
  notes: [hostile],
  kinds: [
    { name: hostile, count: 90 },
    { name: 'other', count: 3 },
  ],
})
const months = Array.from({ length: 20 }, (_, index) => ({
  month: `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
  count: index === 15 ? 300 : 90,
}))
const chart = controlChart({
  id: 'chart',
  measure: 'Calls',
  source: 's',
  subject: 'calls',
  unit: 'calls',
  months,
  baseline: { from: '2024-01', to: '2024-12' },
})
const shapes = inventedAreas({ count: 20, bends: 2 })
const map = choropleth({
  id: 'map',
  measure: 'm',
  source: 's',
  unit: 'index',
  areas: 'areas',
  decimals: 0,
  map: prepareMap(shapes),
  classes: evenClasses(0, 20),
  readings: shapes.map(({ id }, index) => ({ id, value: index, href: `/areas/${id}` })),
  live: { source: '/areas.geojson' },
})

describe('a picture on a page', () => {
  test('the finding is a heading of level 2 that names the section', () => {
    const document = page(bars)
    assert.equal(document.querySelector('h2')?.textContent, bars.finding)
    assert.equal(document.querySelector('section')?.getAttribute('aria-labelledby'), document.querySelector('h2')?.id)
  })
  test('hostile words stay words', () => assert.equal(page(bars).querySelector('img'), null))
  test('nothing on the page has a style of its own', () =>
    assert.equal(page(map).querySelectorAll('[style], style').length, 0))
  test('no id comes twice', () => {
    const ids = [...page(map).querySelectorAll('[id]')].map(element => element.id)
    assert.equal(new Set(ids).size, ids.length)
  })
  test('the table has a caption, column heads and row heads with scope', () => {
    const document = page(bars)
    assert.equal(document.querySelector('caption')?.textContent, bars.table.caption)
    assert.equal(document.querySelectorAll('thead th[scope=col]').length, 3)
    assert.equal(document.querySelectorAll('tbody th[scope=row]').length, 2)
  })
  test('the table on the page holds the cells of the picture in their order', () => {
    const rows = [...page(chart).querySelectorAll('tbody tr')].map(row =>
      [...row.children].map(cell => cell.textContent),
    )
    assert.deepEqual(rows, chart.table.rows)
  })
  test('columns of figures are set right', () =>
    assert.equal(page(chart).querySelectorAll('thead .govuk-table__header--numeric').length, 5))
  test('lettered sentences stand under the picture', () => {
    assert.equal(page(chart).querySelector('.picture__mark')?.textContent, 'A')
    assert.match(page(chart).querySelector('.picture__sentence strong')?.textContent ?? '', /^April 2025 was above/)
  })
  test('the table can be scrolled by keyboard and is named', () => {
    const region = page(chart).querySelector('[role=region]')
    assert.equal(region?.getAttribute('tabindex'), '0')
    assert.match(region?.getAttribute('aria-label') ?? '', /^Table: Calls/)
  })
})

describe('a map on a page', () => {
  test('stands beside its legend and an ordered list of ten links', () => {
    const document = page(map)
    assert.equal(document.querySelectorAll('ol li').length, 10)
    assert.equal(document.querySelector('ol a')?.getAttribute('href'), '/areas/A020')
    assert.equal(document.querySelector('h3')?.textContent, 'How many areas at each level')
  })
  test('tells the script where its data is', () =>
    assert.equal(page(map).querySelector('[data-map]')?.getAttribute('data-source'), '/areas.geojson'))
  test('without live data there is nothing for the script to find', () =>
    assert.equal(page(bars).querySelector('[data-map]'), null))
})
