import assert from 'node:assert/strict'
import { walk } from './harness/walk.ts'

walk(
  'an analyst reads the map of areas, finds an area, reads its profile and compares it with another',
  async visitor => {
    await visitor.signIn('analyst')
    await visitor.follow('Areas')
    await visitor.reads('10 highest areas', 'Show the numbered map')
    const highest = visitor.tab.locator('.picture__items a').first()
    const name = (await highest.innerText()).trim()
    await visitor.goBy(highest)
    const [code] = visitor.path.split('/').slice(-1)
    await visitor.reads('How sure are we?', 'Every figure that went in')
    await visitor.open('/areas')
    await visitor.fill('Search by name, ward, place or code', String(code))
    await visitor.press('Find')
    await visitor.reads(`1 area for “${code}”`)
    await visitor.goBy(visitor.tab.locator('main li a').first())
    assert.equal(visitor.path, `/areas/${code}`)
    assert.ok((await visitor.words()).includes(name) || name.length > 0)
    await visitor.select('Area', 'X01000019')
    await visitor.press('Compare')
    await visitor.reads('likely', /The ranges (meet|do not meet)/)
  },
)

walk('an analyst reads the strategy’s own scores, worked out again beside the printed ones', async visitor => {
  await visitor.signIn('analyst')
  await visitor.open('/areas/published')
  const bede = visitor.tab.getByRole('row', { name: /^Bede .*8\.67/ })
  const cells = (await bede.innerText()).replace(/\s+/g, ' ')
  assert.match(cells, /8\.67 printed 9\.00: a misprint/)
  await visitor.reads('6 areas rose by 3 or more.')
  await visitor.follow('Gaps and misprints')
})

walk('an analyst matches a local name to a code and takes the match away again', async visitor => {
  await visitor.signIn('analyst')
  await visitor.open('/areas/matching')
  const name = await visitor.tab.locator('select[name="name"] option').nth(1).innerText()
  await visitor.select('Local name', name)
  await visitor.fill('Code of the small area', 'E01')
  await visitor.press('Save the match', 422)
  await visitor.fill('Code of the small area', 'X99999999')
  await visitor.press('Save the match', 422)
  await visitor.reads('X99999999 is not the code of a small area of this partnership')
  await visitor.fill('Code of the small area', 'X01000019')
  await visitor.fill('How do you know? (optional)', 'From the county’s own list')
  await visitor.press('Save the match')
  await visitor.reads(`${name} is now X01000019.`, 'From the county’s own list')
  await visitor.open('/areas/X01000019')
  await visitor.reads('The strategy’s own score')
  await visitor.open('/areas/matching')
  await visitor.select('Local name', name)
  await visitor.fill('Code of the small area', '')
  await visitor.press('Save the match')
  await visitor.reads(`${name} is matched to no code now.`)
})
