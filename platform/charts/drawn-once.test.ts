import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barByKind } from './bars.ts'
import { drawnOnce } from './drawn-once.ts'

const figures = (count: number) => ({
  id: 'kinds',
  measure: 'By kind',
  source: 'Made up',
  synthetic: true,
  subject: 'Incidents',
  unit: 'incidents',
  smallCounts: 'shown' as const,
  kinds: [
    { name: 'Robbery', count },
    { name: 'Violence', count: 20 },
  ],
})

test('a picture is drawn once for the same figures, and anew when one of them changes', async () => {
  let drawn = 0
  const draw = drawnOnce((data: ReturnType<typeof figures>) => {
    drawn += 1
    return barByKind(data)
  })
  assert.equal(await draw(figures(10)), await draw(figures(10)))
  assert.equal(drawn, 1)
  assert.deepEqual((await draw(figures(11))).table, barByKind(figures(11)).table)
  assert.equal(drawn, 2)
})
