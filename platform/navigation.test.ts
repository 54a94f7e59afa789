import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { footOf, type MenuEntry, menuOf } from './navigation.ts'

const modules = [
  {
    navigation: [
      { text: 'Who', href: '/who' },
      { text: 'Your account', href: '/account' },
    ],
  },
  {
    navigation: [
      { text: 'Share', href: '/share', roles: ['lead', 'helper'] },
      { text: 'Law', href: '/law', roles: ['lead'] },
      { text: 'Ledger', href: '/share/ledger', roles: ['lead'] },
    ],
  },
  {
    navigation: [
      { text: 'Report', href: '/signs/report' },
      { text: 'Signs', href: '/signs' },
    ],
  },
  {},
]

const texts = (entries: readonly { text: string }[]) => entries.map(({ text }) => text)
const marked = (entries: readonly MenuEntry[]) => texts(entries.filter(({ current, active }) => current || active))

describe('the menu', () => {
  test('pages for everyone stand alone; pages for some roles stand behind the first of them', () =>
    assert.deepEqual(texts(menuOf(modules, ['lead'], '/').main), ['Who', 'Share', 'Report', 'Signs']))
  test('a role that may open none of them has no such entry', () =>
    assert.deepEqual(texts(menuOf(modules, ['reader'], '/').main), ['Who', 'Report', 'Signs']))
  test('their own account stands apart', () => assert.equal(menuOf(modules, ['reader'], '/').account?.href, '/account'))
  test('every page that a role may open is named, whatever stands behind what', () =>
    assert.deepEqual(texts(menuOf(modules, ['lead'], '/').every), [
      'Who',
      'Your account',
      'Share',
      'Law',
      'Ledger',
      'Report',
      'Signs',
    ]))
})

describe('what is marked', () => {
  test('/signs/report marks Report alone, not Signs too', () =>
    assert.deepEqual(marked(menuOf(modules, [], '/signs/report').main), ['Report']))
  test('a page below an entry marks it as above, not as this page', () =>
    assert.deepEqual(
      menuOf(modules, [], '/signs/17').main.find(({ text }) => text === 'Signs'),
      { text: 'Signs', href: '/signs', current: false, active: true },
    ))
  test('/signsx lies under nothing', () => assert.deepEqual(marked(menuOf(modules, [], '/signsx').main), []))
  test('a page behind an entry marks the entry, and itself among its neighbours', () => {
    const { main, section } = menuOf(modules, ['lead'], '/share/ledger')
    assert.deepEqual(marked(main), ['Share'])
    assert.deepEqual(texts(section), ['Share', 'Law', 'Ledger'])
    assert.deepEqual(marked(section), ['Ledger'])
  })
  test('an entry with one page has no neighbours to show', () =>
    assert.deepEqual(menuOf(modules, ['helper'], '/share').section, []))
})

test('at the foot of every page stand the pages that a module marks as for anybody, and no other', () => {
  const register = { text: 'Register', href: '/register', roles: ['lead'], everywhere: true } as const
  assert.deepEqual(footOf([...modules, { navigation: [register] }]), [register])
})
