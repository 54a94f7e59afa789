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
