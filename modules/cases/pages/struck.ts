// A part of a case that was written on the wrong case, or wrongly: struck out, and its words hidden from everybody on the case.
import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { partForm } from '../forms/struck.ts'
import { choicesOf } from '../rules/groups.ts'
import { isTakenBack } from '../rules/partner.ts'
import { isOfAnother, isPartKind, type PartKind, pageOfPart, partReasons, partWords } from '../rules/struck.ts'
import { meetingOf } from '../store/meeting.ts'
import { takeBack } from '../store/partner.ts'
import {
  type CountedBack,
  isToldStill,
  type Part,
  partToStrike,
  strikable,
  strikePart,
  struckOf,
} from '../store/struck.ts'
import { recountWorkers } from '../store/workers.ts'
import { countStanding } from './meeting.ts'
import { nameOf, partPage, todayOf, workedCase, working, works } from './shared.ts'

export const struckPages: readonly Page[] = [
  { ...working, method: 'get', path: '/cases/:id/strike/:kind/:part', handle: visit => ask(visit, []) },
  { ...working, method: 'post', path: '/cases/:id/strike/:kind/:part', handle: strike },
]

/** What a page of a case says of these kinds of parts: the lines that stay of those struck out, and which the reader can strike out. */
export async function struckShown(visit: Visit, file: string, ...kinds: readonly PartKind[]) {
  const struck = (await struckOf(visit.tx, file, kinds)).map(it => ({ ...it, words: partWords[it.kind] }))
  const can = new Set<string>()
  if (await works(visit, file))
    for (const kind of kinds) for (const id of await strikable(visit.tx, file, kind)) can.add(id)
  return { struck, can }
}

async function partIn(visit: Visit) {
  const it = await workedCase(visit)
  const kind = visit.params['kind'] ?? ''
  const id = visit.params['part'] ?? ''
  if (!isPartKind(kind) || !isUuid(id)) throw new NotFound()
  const part = await partToStrike(visit.tx, it.id, kind, id)
  if (part !== undefined) return { it, kind, part }
  const struck = await struckOf(visit.tx, it.id, [kind])
  if (struck.some(each => each.part === id)) throw new Conflict('This is struck out already.')
  throw new NotFound('Only whoever wrote it, or leads the case, can strike it out.')
}

async function ask(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { it, kind, part } = await partIn(visit)
  const data = {
    title: `Strike out this ${partWords[kind]}: ${nameOf(it)}`,
    back: { href: `/cases/${it.id}${pageOfPart[kind]}`, text: 'Back' },
    ...{ kind, part, what: partWords[kind], reasons: choicesOf(partReasons) },
    answers: errors.length > 0 ? visit.body : {},
  }
  return partPage(visit, it, 'strike', data, errors)
}

async function strike(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const { it, kind, part } = await partIn(visit)
  const parsed = parseForm(partForm, visit.body)
  if (!parsed.ok) return ask(visit, parsed.errors)
  const { reason } = parsed.value
  const { back, moved } = await strikePart(tx, it.id, { kind, part, reason }, now, todayOf(visit))
  if (kind === 'session' || kind === 'outcome') await countAnew(visit, it.id, back)
  await correct(visit, it.id, part, { moved, twice: reason === 'written down twice' })
  const told = isOfAnother(reason)
    ? ' Tell whoever leads on information governance: words about one person stood where others could read them.'
    : ''
  return redirect(`/cases/${it.id}${pageOfPart[kind]}`, `It is struck out, and its words are hidden.${told}`)
}

/** After a session or an ending is struck out: which meeting was the first, and how many workers they met. `back` was counted back. */
export async function countAnew(visit: Visit, file: string, back: CountedBack): Promise<void> {
  if (back.some(({ what }) => what === 'contact in time' || what === 'contact late'))
    await countStanding(visit, file, await meetingOf(visit.tx, file))
  await recountWorkers(visit.tx, file, todayOf(visit))
}

/** Tells the service that supports partners what it was told by itself and does not hold any more. */
async function correct(
  { tx, now }: Visit,
  file: string,
  { told, told_on, told_at }: Part,
  stands: { readonly moved: boolean; readonly twice: boolean },
): Promise<void> {
  if (told === null || told_on === null || told_at === null) return
  const same = await isToldStill(tx, file, told, told_on)
  if (isTakenBack(told, { ...stands, same })) await takeBack(tx, file, { taken: told, on_day: told_on, told_at }, now)
}
