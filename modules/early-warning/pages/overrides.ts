// What people dismissed, and what came of it: neither the list nor people are always right.

import { smallAreas } from '#modules/areas'
import { ukDay } from '#platform/clock'
import { asUuid } from '#platform/ids'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { placeSigns } from '../gather.ts'
import { daysAgo, daysLater, fortnight } from '../rules/signs.ts'
import { inHundred } from '../rules/words.ts'
import { type Override, overrides } from '../store/watchlist.ts'

export const overridePages: readonly Page[] = [
  {
    method: 'get',
    path: '/watchlist/overrides',
    purpose: 'analysis',
    roles: ['analyst', 'police-analyst', 'intelligence-lead'],
    handle: list,
  },
]

async function list({ tx, now, query }: Visit): Promise<Answer> {
  const before = asUuid(query['before'])
  const areas = await smallAreas(tx)
  const names = new Map(areas.map(({ code, name }) => [code, name]))
  const today = ukDay(now)
  const all = await overrides(tx, before)
  const first = all.map(({ dataUntil }) => dataUntil).sort()[0] ?? today
  const { signs } = await placeSigns(tx, areas, first, today)
  const came = (it: Override): boolean =>
    signs.some(
      ({ at, on }) => areas[at]?.code === it.areaCode && on > it.dataUntil && on <= daysLater(it.dataUntil, fortnight),
    )
  const shown = all.map(it => ({
    ...it,
    name: it.kind === 'place' ? (names.get(it.areaCode ?? '') ?? it.areaCode) : 'A conflict',
    chance: it.kind === 'place' ? inHundred(it.chance) : undefined,
    after: it.kind === 'place' && it.unit === 'fortnight' ? afterWords(it, today, came(it)) : undefined,
  }))
  const over = shown.filter(({ after }) => after === sign || after === none)
  return view('early-warning/views/overrides.njk', {
    title: 'What people dismissed',
    back: { href: '/watchlist', text: 'Fortnight watchlist' },
    overrides: shown,
    over: over.length,
    came: over.filter(({ after }) => after === sign).length,
    next: all.length === 30 ? all.at(-1)?.id : undefined,
  })
}

const sign = 'A sign came in the 14 days'
const none = 'No sign came in the 14 days'

function afterWords({ dataUntil }: Override, today: string, came: boolean): string {
  if (came) return sign
  return daysAgo(dataUntil, today) > fortnight ? none : 'The 14 days are not over'
}
