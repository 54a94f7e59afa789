import { content, type Row } from '#modules/model'
import type { Transaction } from '#platform/database'
import { agesInWords } from '../rules/finding.ts'
import type { OfferedTo } from '../rules/fitting.ts'
import type { Described } from '../rules/history.ts'
import { newestVersions, type Version } from './versions.ts'

/** A programme in the names that people read. An empty list is what nobody stated. */
export type Programme = {
  readonly id: string
  readonly name: string
  readonly for_whom: string
  readonly offered_to: readonly OfferedTo[]
  readonly levels: readonly string[]
  readonly reach: readonly string[]
  readonly summary: string
}

/** A programme as it stands today: what those who run it said last, over what the strategy says. Lists are ids. */
export type Offer = Described & {
  readonly id: string
  /** The row of the content pack; undefined for a local programme. */
  readonly printed: Row<'programmes'> | undefined
  /** As the pack has it. A local programme is for those who are helped. */
  readonly offered_to: readonly OfferedTo[]
  /** 0 where nobody has described it beyond the pack. */
  readonly version: number
  readonly changed_at: Date | null
  readonly contexts: readonly string[]
}

/** Every programme as it stands today: those of the pack in its order, then local ones by name. Ended ones as well. */
export async function offers(tx: Transaction): Promise<Offer[]> {
  const printed = await content(tx, 'programmes')
  const newest = await newestVersions(tx)
  const contexts = await contextsOf(tx)
  const local = [...newest.values()].filter(({ programme }) => !printed.some(({ id }) => id === programme))
  return [
    ...printed.map(row => offerOf(row, newest.get(row.id), contexts)),
    ...local
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
      .map(version => offerOf(undefined, version, contexts)),
  ]
}

export async function offerById(tx: Transaction, id: string): Promise<Offer | undefined> {
  return (await offers(tx)).find(it => it.id === id)
}

/** The context of a life that each factor belongs to. */
async function contextsOf(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const rows = [...(await content(tx, 'protectiveFactors')), ...(await content(tx, 'riskFactors'))]
  return new Map(rows.map(({ id, context_ours }) => [id, context_ours]))
}

function offerOf(
  printed: Row<'programmes'> | undefined,
  version: Version | undefined,
  contexts: ReadonlyMap<string, string>,
): Offer {
  const said = version ?? (printed && describedBy(printed))
  if (said === undefined) throw new Error('A programme is in the pack, or somebody described it.')
  return {
    ...said,
    id: printed?.id ?? version?.programme ?? '',
    printed,
    offered_to: printed?.offered_to_ours ?? ['person'],
    version: version?.version ?? 0,
    changed_at: version?.made_at ?? null,
    contexts: [...new Set(said.factors.flatMap(factor => contexts.get(factor) ?? []))],
  }
}

/** What the content pack says of a programme, and nothing that it does not say. */
export function describedBy(row: Row<'programmes'>): Described {
  return {
    name: row.name,
    for_whom: row.for_whom,
    what_happens: '',
    eligibility: '',
    age_from: row.age_from,
    age_to: row.age_to,
    pillars: row.pillars,
    levels: row.levels_ours,
    reaches: row.reaches_ours,
    life_stages: row.life_stages,
    factors: row.factors_ours,
    districts: [],
    run_by: '',
    how_to_ask: '',
    state: 'offered',
  }
}

/** Every programme that is offered, in the order of the pack. */
export async function programmes(tx: Transaction): Promise<Programme[]> {
  const names = await namesOf(tx)
  return (await offers(tx)).filter(({ state }) => state !== 'ended').map(offer => programmeOf(offer, names))
}

/** One programme, whether or not it is offered still. */
export async function programmeById(tx: Transaction, id: string): Promise<Programme | undefined> {
  const offer = await offerById(tx, id)
  return offer && programmeOf(offer, await namesOf(tx))
}

export type Names = ReadonlyMap<string, string>

/** The names of all that a description of a programme may hold ids of. */
export async function namesOf(tx: Transaction): Promise<Names> {
  const rows = [
    ...(await content(tx, 'preventionLevels')),
    ...(await content(tx, 'reaches')),
    ...(await content(tx, 'pillars')),
    ...(await content(tx, 'lifeStages')),
    ...(await content(tx, 'agencies')),
    ...(await content(tx, 'contexts')),
  ]
  const factors = [...(await content(tx, 'protectiveFactors')), ...(await content(tx, 'riskFactors'))]
  return new Map([
    ...rows.map(({ id, name }) => [id, name] as const),
    ...factors.map(({ id, plain_label_ours }) => [id, plain_label_ours] as const),
    ...(await content(tx, 'districts')).map(({ code, name }) => [code, name] as const),
  ])
}

export function named(ids: readonly string[], names: Names): string[] {
  return ids.map(id => names.get(id) ?? id)
}

export function programmeOf(offer: Offer, names: Names): Programme {
  const summary = [offer.for_whom, agesInWords(offer)].filter(Boolean).join(', ')
  const { id, name, for_whom, offered_to } = offer
  return {
    id,
    name,
    for_whom,
    offered_to,
    levels: named(offer.levels, names),
    reach: named(offer.reaches, names),
    summary,
  }
}
