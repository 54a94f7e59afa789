import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { isUuid } from '#platform/ids'
import { type Module, nextStepsFrom, type Page, view } from '#platform/module'
import { kindsOfRecord } from './access-rules.ts'
import { dayGroups } from './day-rules.ts'
import { searchPages } from './search-pages.ts'
import { job } from './store/work.ts'

export function pages(offering: readonly Module[]): readonly Page[] {
  return [
    ...searchPages(offering),
    {
      method: 'get',
      path: '/',
      purpose: 'my-day',
      handle: async visit => {
        const { tx, who, now } = visit
        if (who === undefined) throw new NotFound()
        const tasks = []
        for (const { tasks: offer } of offering) tasks.push(...((await offer?.(tx, who, now, offering)) ?? []))
        const policies = offering.flatMap(({ policy }) => policy ?? [])
        return view('home/views/home.njk', {
          title: 'My day',
          groups: dayGroups(tasks, ukDay(now)),
          starts: nextStepsFrom(visit, 'my day', ''),
          policies: mine(policies, who.roles),
        })
      },
    },
    {
      method: 'get',
      path: '/jobs/:id',
      purpose: 'progress',
      handle: async ({ tx, params, query }) => {
        const id = params['id'] ?? ''
        const found = isUuid(id) ? await job(tx, id) : undefined
        if (found === undefined) throw new NotFound()
        return view('home/views/job.njk', { title: 'Working on it', job: found, next: safePath(query['next']) })
      },
    },
    {
      method: 'get',
      path: '/access',
      purpose: 'reference',
      handle: async () =>
        view('home/views/access.njk', {
          title: 'Who may see what',
          kinds: kindsOfRecord(offering.flatMap(({ policy }) => policy ?? [])),
        }),
    },
    {
      method: 'get',
      path: '/sources',
      as: 'anonymous',
      purpose: 'public',
      handle: async () => view('home/views/sources.njk', { title: 'Sources and licences' }),
    },
    {
      method: 'get',
      path: '/accessibility-statement',
      as: 'anonymous',
      purpose: 'public',
      handle: async () => view('home/views/accessibility.njk', { title: 'Accessibility statement' }),
    },
  ]
}

function mine(policies: readonly NonNullable<Module['policy']>[number][], roles: readonly string[]) {
  return policies.flatMap(({ kind, words, roles: allowed }) => {
    const best = allowed.filter(({ role }) => roles.includes(role))
    return best.length === 0 ? [] : [{ kind, words, levels: best.map(({ level }) => level), why: best[0]?.why }]
  })
}

/** A path on this site, or the imports page. */
export function safePath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[\w/-]*$/.test(path) ? path : '/imports'
}
