import { everyRole } from '#modules/agencies'
import type { Transaction } from '#platform/database'
import type { Module, SearchHit } from '#platform/module'
import { programmePlaces } from './collections.ts'
import { pages } from './pages.ts'
import { programmes } from './store.ts'

export { type Programme, programmeById, programmes } from './store.ts'

/** Programmes whose name or audience has every word. */
async function search(tx: Transaction, words: string): Promise<SearchHit[]> {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (sought.length === 0) return []
  return (await programmes(tx))
    .filter(({ name, for_whom }) => sought.every(word => `${name} ${for_whom}`.toLowerCase().includes(word)))
    .slice(0, 20)
    .map(({ id, name, summary }) => ({ title: name, href: `/interventions/${id}`, kind: 'programme', detail: summary }))
}

/** What: the programmes of the content pack, and how many places each has today. */
export const interventions: Module = {
  name: 'interventions',
  pages,
  navigation: [{ text: 'Programmes', href: '/interventions' }],
  search,
  policy: [
    {
      kind: 'places of programmes',
      words:
        'How many places each programme has, how many people wait and how long, with who said so. It names nobody who waits.',
      collection: programmePlaces,
      tables: ['programme_places'],
      roles: everyRole.map(role =>
        role === 'coordinator'
          ? { role, level: 'write', why: 'Asks the providers and keeps the list' }
          : { role, level: 'read', why: 'Anyone may need to know what there is' },
      ),
    },
  ],
}
