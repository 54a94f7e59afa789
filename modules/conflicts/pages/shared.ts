import { smallAreas } from '#modules/areas'
import { type Tension, tensionState, tensionsSince } from '#modules/incidents'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { NotFound } from '#platform/errors'
import { isUuid } from '#platform/ids'
import type { Visit } from '#platform/module'
import { daysLater, stages } from '../rules.ts'
import { type Conflict, conflictById, reportsInConflicts } from '../store/conflicts.ts'

/** Why somebody is at these pages, for the ledger. */
export const purpose = 'disruption'
/** Who reads conflicts, and who of them writes. The policies in the database decide all the same. */
export const readers = ['intelligence-lead', 'police-analyst', 'analyst'] as const
export const writers = ['intelligence-lead', 'police-analyst'] as const

export const mayWrite = ({ who }: Visit): boolean => writers.some(role => who?.roles.includes(role))

/** The conflict that the address names. Throws NotFound when the actor may not read it. */
export async function found({ tx, params }: Visit): Promise<Conflict> {
  const id = params['id'] ?? ''
  const conflict = isUuid(id) ? await conflictById(tx, id) : undefined
  if (conflict === undefined) throw new NotFound()
  return conflict
}

export const unknownGroup = 'a group not known yet'

/** What a conflict is called among those who read it. */
export function titleOf({ first, second }: Pick<Conflict, 'first' | 'second'>): string {
  return `${first.name} and ${second?.name ?? unknownGroup}`
}

export type Option = { readonly value: string; readonly text: string }

export type Choices = { readonly areas: readonly Option[]; readonly districts: readonly Option[] }

/** The small areas and districts that a form offers. */
export async function choices(tx: Transaction): Promise<Choices> {
  const all = await smallAreas(tx)
  const districts = new Map(
    all.flatMap(it => (it.district === null ? [] : [[it.district, it.districtName ?? it.district]])),
  )
  return {
    areas: all.map(({ code, name }) => ({ value: code, text: name })),
    districts: [...districts].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text)),
  }
}

/** The names of a small area and of its district. */
export async function placeOf(
  tx: Transaction,
  code: string | null,
): Promise<{ readonly area: string | null; readonly district: string | null }> {
  const area = code === null ? undefined : (await smallAreas(tx)).find(it => it.code === code)
  return { area: area?.name ?? code, district: area?.districtName ?? null }
}

const first = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const stageWords = (stage: number): string => first(stages[stage] ?? '')

export const stageOptions: readonly Option[] = stages.map((_, at) => ({ value: String(at), text: stageWords(at) }))

/** Reports of the last 60 days that are open, that the actor may read, and that stand in no conflict yet. */
export async function freeReports({ tx, now }: Visit): Promise<Tension[]> {
  const today = ukDay(now)
  const taken = await reportsInConflicts(tx)
  return (await tensionsSince(tx, daysLater(today, -60))).filter(
    ({ id, events, expires_on }) => !taken.has(id) && tensionState(events, expires_on, today) === 'open',
  )
}

/** A report in one line: what was told, cut short; where and by whom stand beside it. */
export function reportLine({ what }: Pick<Tension, 'what'>): string {
  return what.length <= 120 ? what : `${what.slice(0, 117).trimEnd()}…`
}

export async function reportHints(tx: Transaction, reports: readonly Tension[]): Promise<Map<string, string>> {
  const names = new Map((await smallAreas(tx)).map(({ code, name }) => [code, name]))
  return new Map(
    reports.map(({ id, area_code, agency_name }) => {
      const area = area_code === null ? 'Not one area' : (names.get(area_code) ?? area_code)
      return [id, [area, agency_name].filter(Boolean).join(', ')]
    }),
  )
}
