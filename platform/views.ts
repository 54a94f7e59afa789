import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import nunjucks from 'nunjucks'

const require = createRequire(import.meta.url)
const root = new URL('..', import.meta.url).pathname

/** Where the two official component sets were installed. */
export const govukFolder = dirname(require.resolve('govuk-frontend/package.json'))
export const mojFolder = dirname(require.resolve('@ministryofjustice/frontend/package.json'))

const searchPath = [`${root}/modules`, `${root}/platform/views`, `${govukFolder}/dist`, mojFolder]

export type Views = {
  render(template: string, data: object): string
  /** Reads a template through, without rendering. Throws where it is not well formed. */
  compile(template: string): void
}

/** The templates: a module's view is `areas/views/profile.njk`, the house's own are in platform/views. */
export function openViews(cached: boolean): Views {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(searchPath, { noCache: !cached }), {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  })
  for (const [name, filter] of Object.entries(filters)) environment.addFilter(name, filter)
  return {
    render: (template, data) => environment.render(template, data),
    compile: template => {
      environment.getTemplate(template, true)
    },
  }
}

const london = { timeZone: 'Europe/London' } as const
const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', ...london })
const times = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true, ...london })

/** "4 June 2026" */
export function longDate(value: Date | string): string {
  return dates.format(new Date(value))
}

/** "4 June 2026 at 9:32am" */
export function longTime(value: Date | string): string {
  return `${longDate(value)} at ${times.format(new Date(value)).replace(' ', '').toLowerCase()}`
}

/** Words that end as a sentence does: with one mark, whether or not whoever wrote them set one. */
export function sentence(words: string): string {
  const trimmed = words.trim()
  return trimmed === '' || /[.!?…]["”’)]?$/.test(trimmed) ? trimmed : `${trimmed}.`
}

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })

const filters: Record<string, (...values: never[]) => unknown> = {
  longDate,
  longTime,
  sentence,
  number: (value: number | null) => (value === null ? 'not known' : numbers.format(value)),
  fixed: (value: number, digits: number) => value.toFixed(digits),
  plural: (count: number, one: string, many: string) => `${numbers.format(count)} ${count === 1 ? one : many}`,
  mojDate: (value: Date | string, kind: string) =>
    kind === 'time' ? longTime(value).split(' at ')[1] : longDate(value),
  date: longDate,
}
