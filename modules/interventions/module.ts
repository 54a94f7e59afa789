import { everyRole } from '#modules/agencies'
import type { Transaction } from '#platform/database'
import type { Module, SearchHit } from '#platform/module'
import { programmePlaces } from './collections.ts'
import { pages } from './pages/index.ts'
import { programmes } from './store/programmes.ts'

export { type Fit, type FoundOf, fitWords, isHelp, type Sought } from './rules/fitting.ts'
export { type Programme, programmeById, programmes } from './store/programmes.ts'
export { type Suggestion, suggestedFor } from './suggesting.ts'

/** Programmes whose name or audience has every word. */
async function search(tx: Transaction, words: string): Promise<SearchHit[]> {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (sought.length === 0) return []
  return (await programmes(tx))
    .filter(({ name, for_whom }) => sought.every(word => `${name} ${for_whom}`.toLowerCase().includes(word)))
    .slice(0, 20)
    .map(({ id, name, summary }) => ({ title: name, href: `/interventions/${id}`, kind: 'programme', detail: summary }))
}

/** What can be offered: the programmes of the strategy and local ones, what each is based on, and its places today. */
export const interventions: Module = {
  name: 'interventions',
  pages,
  navigation: [{ text: 'Programmes', href: '/interventions' }],
  search,
  policy: [
    {
      kind: 'programmes',
      words:
        'What each programme is, what it is based on, how many places it has and how long people wait, with who said so. It names nobody who waits. Whoever runs a programme describes that one.',
      collection: programmePlaces,
      tables: ['programme_places', 'programme_file', 'programme_version', 'programme_evidence'],
      roles: everyRole.map(role =>
        role === 'coordinator'
          ? { role, level: 'write', why: 'Asks the providers and keeps the list' }
          : { role, level: 'read', why: 'Anyone may need to know what there is' },
      ),
    },
  ],
}
