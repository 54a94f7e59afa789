import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { renderPlot } from '#platform/charts'

const words = { id: 'chart', title: 'A <b> title', description: 'What is "drawn"' }

describe('an Observable Plot chart', () => {
  test('keeps its size and loses every style', async () => {
    const { svg } = await renderPlot(plot => ({ width: 400, height: 100, marks: [plot.dot([[1, 2]])] }), words)
    assert.match(svg, /^<svg[^>]+class="chart"/)
    assert.match(svg, /width="400"/)
    assert.doesNotMatch(svg, /style/)
  })
  test('what a style said is now an attribute', async () => {
    const { svg } = await renderPlot(plot => ({ marks: [plot.dot([[1, 2]], { mixBlendMode: 'multiply' })] }), words)
    assert.match(svg, /mix-blend-mode="multiply"/)
  })
  test('is titled with escaped words', async () => {
    const { svg } = await renderPlot({ marks: [] }, words)
    assert.match(svg, /<title id="chart-t">A &lt;b&gt; title<\/title><desc id="chart-d">What is "drawn"<\/desc>/)
  })
  test('clip paths are named after the chart, so two charts of a page never share one', async () => {
    const clipped = await renderPlot(plot => ({ marks: [plot.dot([[1, 2]], { clip: true })] }), words)
    assert.match(clipped.svg, /<clipPath id="chart-1"/)
    assert.match(clipped.svg, /url\(#chart-1\)/)
  })
  test('the same options give the same text twice', async () => {
    const draw = () => renderPlot(plot => ({ marks: [plot.dot([[1, 2]], { clip: true })] }), words)
    assert.equal((await draw()).svg, (await draw()).svg)
  })
  test('a caption, which Plot would wrap in styled HTML, is refused', () =>
    assert.rejects(
      () => renderPlot({ caption: 'x', marks: [] }, words),
      /"chart" must not ask Plot for a legend, title or caption/,
    ))
  test('an id that could break out of an attribute is refused', () =>
    assert.rejects(() => renderPlot({ marks: [] }, { ...words, id: 'a"b' }), /must begin with a letter/))
})
