import type { Module } from '#platform/module'
import { importCommand } from './imports/command.ts'
import { importJob } from './imports/job.ts'
import { importPages } from './imports/pages.ts'
import { forgetOld } from './notices/mail.ts'
import { noticePages } from './notices/pages.ts'
import { pages } from './pages.ts'
import { partnershipCommand } from './partnership.ts'
import { unmarked } from './unmarked.ts'

export { mailNotices } from './notices/mail.ts'

/** What every module offers, in one place. */
export function home(offering: readonly Module[]): Module {
  const kinds = offering.flatMap(({ imports }) => imports ?? [])
  const otherKind = (header: readonly string[]): string | undefined =>
    offering.map(({ nameFile }) => nameFile?.(header)).find(name => name !== undefined)
  return {
    name: 'home',
    pages: [...pages(offering), ...noticePages, ...importPages(kinds)],
    navigation: [
      { text: 'Search', href: '/search' },
      { text: 'Imports', href: '/imports', roles: ['analyst', 'police-analyst'] },
    ],
    nextSteps: [{ from: 'my day', text: 'Import data', href: () => '/imports', roles: ['analyst', 'police-analyst'] }],
    jobs: { import: importJob(kinds, otherKind) },
    unmarked,
    upkeep: [{ words: 'Old notices are forgotten', run: ({ database, now }) => forgetOld(database, now) }],
    commands: [importCommand(kinds, otherKind), partnershipCommand],
  }
}
