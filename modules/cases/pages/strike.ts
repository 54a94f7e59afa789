// A session for a group that was written down wrongly: struck out, and left to be read.
import { may } from '#platform/access'
import { Conflict, NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { groupSessions } from '../collections.ts'
import { strikeForm } from '../forms/groups.ts'
import { choicesOf, type GroupSession, mayStrike, struckReasons } from '../rules/groups.ts'
import { count } from '../store/counts.ts'
import { groupSessionById, strikeGroupSession } from '../store/groups.ts'
import { countBack } from '../store/struck.ts'
import { idIn, marking, todayOf, works } from './shared.ts'
import { countAnew } from './struck.ts'

const striking = { purpose: 'group-session', roles: ['practitioner', 'coordinator', 'referrer'] } as const

export const strikePages: readonly Page[] = [
  { ...striking, method: 'get', path: '/group-sessions/:id/strike', handle: visit => ask(visit, []) },
  { ...striking, method: 'post', path: '/group-sessions/:id/strike', handle: strike },
]

/** Sessions for a page, each with whether the reader can strike it out: in a case whoever works on it, elsewhere as rules say. */
export async function shownGroups<T extends GroupSession>(
  visit: Visit,
  sessions: readonly T[],
): Promise<(T & { readonly strikes: boolean })[]> {
  const keepsAll = await may(visit.tx, 'manage', groupSessions)
  const gives = await may(visit.tx, 'write', groupSessions)
  const files = new Map<string, boolean>()
  for (const { file } of sessions) if (file !== null && !files.has(file)) files.set(file, await works(visit, file))
  return sessions.map(it => ({
    ...it,
    strikes:
      it.file === null
        ? gives && mayStrike(it, visit.actor.id, keepsAll)
        : it.struck === null && files.get(it.file) === true,
  }))
}

const listOf = ({ file }: GroupSession): string => (file === null ? '/group-sessions' : `/cases/${file}/sessions`)

async function sessionIn(visit: Visit): Promise<GroupSession> {
  const found = await groupSessionById(visit.tx, idIn(visit))
  if (found === undefined) throw new NotFound()
  if (found.struck !== null) throw new Conflict('This session is struck out already.')
  const [shown] = await shownGroups(visit, [found])
  if (shown?.strikes !== true) throw new NotAllowed('Only those who gave or wrote down this session may strike it out.')
  return found
}

async function ask(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await sessionIn(visit)
  const data = {
    title: 'Strike out this session',
    marking,
    back: { href: listOf(it), text: 'Sessions' },
    it,
    reasons: choicesOf(struckReasons),
    answers: errors.length > 0 ? visit.body : {},
    errors: formErrors(errors),
  }
  return view('cases/views/group-strike.njk', data, errors.length > 0 ? 422 : 200)
}

async function strike(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await sessionIn(visit)
  const parsed = parseForm(strikeForm, visit.body)
  if (!parsed.ok) return ask(visit, parsed.errors)
  await strikeGroupSession(tx, it, parsed.value.reason, now)
  if (it.file !== null) await discount(visit, it, it.file)
  return redirect(listOf(it), 'The session is struck out. It no longer counts, and can still be read.')
}

/** A session of a case was counted when it was written down, apart from the case: it is counted back in the same way. */
async function discount(visit: Visit, { id, heads }: GroupSession, file: string): Promise<void> {
  await count(visit.tx, 'group session struck', todayOf(visit))
  await count(visit.tx, 'group heads struck', todayOf(visit), heads)
  await countAnew(visit, file, await countBack(visit.tx, [id], todayOf(visit)))
}
