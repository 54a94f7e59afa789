import { type SmallArea, smallAreas } from '#modules/areas'
import { type Conflict, conflictsReadable, stages, standing, stateOf, titleOf } from '#modules/conflicts'
import { datedIncidents, type Tension, tensionsById } from '#modules/incidents'
import { ukDay } from '#platform/clock'
import type { Visit } from '#platform/module'
import { decisions } from '../forms.ts'
import { kinds, provenances } from '../gather.ts'
import { rhythms } from '../rules/unit.ts'
import { few, inHundred, range } from '../rules/words.ts'
import type { Entry, Run } from '../store/watchlist.ts'

/** Fortnights of conflicts without which no chance of one is shown. */
const enoughFortnights = 26

/** What the entries of a run are about, as far as the present reader may read it. */
export type Subjects = {
  readonly areas: ReadonlyMap<string, SmallArea>
  readonly conflicts: ReadonlyMap<string, Conflict>
}

export async function subjectsOf({ tx }: Visit): Promise<Subjects> {
  return {
    areas: new Map((await smallAreas(tx)).map(area => [area.code, area])),
    conflicts: new Map((await conflictsReadable(tx)).map(conflict => [conflict.id, conflict])),
  }
}

/** An entry in words. */
export function inWords(entry: Entry, run: Run, subjects: Subjects, today: string) {
  const area = subjects.areas.get(entry.areaCode ?? '')
  const conflict = subjects.conflicts.get(entry.conflict ?? '')
  const counts = movedBy(entry)
  return {
    ...entry,
    name:
      entry.kind === 'place'
        ? (area?.name ?? entry.areaCode ?? '')
        : conflict === undefined
          ? 'A conflict'
          : titleOf(conflict),
    within: area?.districtName,
    numbers: numbersOf(entry, run),
    stage: conflict === undefined ? undefined : furthest(conflict, today),
    moved: counts,
    decided:
      entry.decisions[0] === undefined
        ? undefined
        : { ...entry.decisions[0], words: decisions[entry.decisions[0].decision] },
  }
}

/** The figures in words; of a conflict no chance, until enough fortnights of conflicts have passed to try it. */
function numbersOf({ kind, expected, usual, chance, low, high }: Entry, { record, unit }: Run): string {
  const ahead = kind === 'conflict' ? rhythms.fortnight.ahead : rhythms[unit].ahead
  const rate = `To be expected in the next ${ahead}: ${few(expected)} signs. Over the long run: ${few(usual)}.`
  const likely = `Likely range: ${range(low, high)}.`
  if (kind === 'conflict' && record.conflictFortnights < enoughFortnights)
    return `${rate} ${likely} No chance is given: ${record.conflictFortnights} fortnights of conflicts are on file, and ${enoughFortnights} are needed to try it.`
  return `Chance of at least one: ${inHundred(chance)}. ${rate} ${likely}`
}

function furthest({ events }: Conflict, today: string): string {
  const happened = standing(events).filter(({ kind }) => kind === 'happened')
  const top = Math.max(0, ...happened.map(({ stage }) => stage ?? 0))
  return `${stateOf(events, today)}, as far as ${stages[top] ?? ''} (step ${top + 1} of ${stages.length})`
}

/** What moved it most, counted: "3 reports of tension and 2 incidents in the last eight weeks". */
function movedBy({ movedBy: all }: Entry): string {
  const count = (kind: string): number => all.filter(it => it.kind === kind).length
  const parts = [
    counted(count('tension'), 'report of tension', 'reports of tension'),
    counted(count('conflict event'), 'event of the conflict', 'events of the conflict'),
    counted(count('incident'), 'incident', 'incidents'),
  ].filter(text => text !== '')
  if (parts.length === 0) return 'Nothing new in the last eight weeks: it is here for its long-run rate.'
  return `Moved most by ${parts.join(' and ')} of the last eight weeks.`
}

const counted = (n: number, one: string, many: string): string => (n === 0 ? '' : n === 1 ? `1 ${one}` : `${n} ${many}`)

export type MoverShown = {
  readonly on: string
  readonly what: string
  readonly href: string | undefined
  readonly adds: string
}

/** Each report or incident that moved an entry, with a link where it has a page that the reader may open. */
export async function moversShown({ tx, now }: Visit, entry: Entry): Promise<MoverShown[]> {
  const ids = entry.movedBy.map(({ id }) => id)
  const reports = new Map((await tensionsById(tx, ids)).map(it => [it.id, it]))
  const since = entry.movedBy.map(({ on }) => on).sort()[0] ?? ukDay(now)
  const incidents = new Map((await datedIncidents(tx, { kinds, provenances, since })).map(it => [it.id, it]))
  return entry.movedBy.map(({ kind, id, on, adds }) => {
    const report = reports.get(id)
    if (kind === 'tension') return { on, adds: few(adds), ...reportWords(report) }
    if (kind === 'conflict event')
      return { on, adds: few(adds), what: 'Event of this conflict', href: `/conflicts/${entry.conflict}` }
    return {
      on,
      adds: few(adds),
      what: `Incident: ${incidents.get(id)?.category.toLowerCase() ?? 'not on file any more'}`,
      href: undefined,
    }
  })
}

function reportWords(report: Tension | undefined): Pick<MoverShown, 'what' | 'href'> {
  if (report === undefined) return { what: 'A report that you may not read', href: undefined }
  const from = report.agency_name === null ? '' : ` (${report.agency_name})`
  const said = report.what.length <= 140 ? report.what : `${report.what.slice(0, 137).trimEnd()}…`
  return { what: `Report${from}: ${said}`, href: `/tensions/${report.id}` }
}
