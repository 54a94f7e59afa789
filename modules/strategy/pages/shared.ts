import { ukDay } from '#platform/clock'
import type { Visit } from '#platform/module'

export const purpose = 'strategy'
/** Who reads what the strategy promised and what came of it. */
export const readers = ['board', 'chair', 'coordinator', 'governance', 'analyst'] as const

export const todayOf = ({ now }: Visit): string => ukDay(now)
export const writes = ({ who }: Visit): boolean => who?.roles.includes('coordinator') === true
/** Whether they may say what a figure means. */
export const defines = ({ who }: Visit): boolean =>
  who?.roles.some(role => role === 'coordinator' || role === 'analyst') === true

/** Three fields of a day as one, for each name: `on_day`, `on_month` and `on_year` become `on`. */
export function withDays(
  body: Readonly<Record<string, unknown>>,
  ...names: readonly string[]
): Readonly<Record<string, unknown>> {
  const days = names.map(name => {
    const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map(part =>
      String(body[`${name}_${part}`] ?? '').trim(),
    )
    return [name, `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`] as const
  })
  return { ...body, ...Object.fromEntries(days) }
}

/** The three fields of a day. */
export function dayFields(name: string, day: string): Record<string, string> {
  const [year = '', month = '', date = ''] = day.split('-')
  return { [`${name}_day`]: String(Number(date)), [`${name}_month`]: String(Number(month)), [`${name}_year`]: year }
}
