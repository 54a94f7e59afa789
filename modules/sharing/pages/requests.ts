import { ukDay } from '#platform/clock'
import { boxesOf, withDays } from '#platform/days'
import { NotFound } from '#platform/errors'
import { formErrors, type Parsed, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { askForJob } from '#platform/jobs'
import { record } from '#platform/ledger'
import { type Answer, type HeldRecord, type Page, redirect, type Visit, view } from '#platform/module'
import { secretsOf } from '#platform/secrets'
import {
  capacities,
  closeForm,
  eventForm,
  foundForm,
  type Happening,
  happenings,
  requestForm,
  rights,
} from '../forms/requests.ts'
import { isClosed, nextEvents, type RequestEventName } from '../rules/requests.ts'
import { askToOpen, closeRecord, isOpen, isWaiting, openDays, openedRecords, purpose } from '../store/opened.ts'
import {
  addEvent,
  addRequest,
  choiceRows,
  eventRows,
  type NewRequest,
  requests,
  type SubjectRequest,
} from '../store/requests.ts'
import { openingPages, tellOfOpenings } from './openings.ts'
import { packPages } from './pack.ts'
import { again, bornWords, marking, referenceOf, requestIn, requestRoles, standingOf } from './request-parts.ts'

const common = { purpose, roles: requestRoles }

export const requestPages: readonly Page[] = [
  { ...common, method: 'get', path: '/subject-access', handle: list },
  { ...common, method: 'get', path: '/subject-access/new', handle: async visit => newPage(visit) },
  { ...common, method: 'post', path: '/subject-access/new', handle: add },
  { ...common, method: 'get', path: '/subject-access/:id', handle: async visit => page(visit, await requestIn(visit)) },
  { ...common, method: 'post', path: '/subject-access/:id/events', handle: happened },
  { ...common, method: 'post', path: '/subject-access/:id/find', handle: async visit => findPage(visit) },
  { ...common, method: 'post', path: '/subject-access/:id/open', handle: open },
  { ...common, method: 'post', path: '/subject-access/:id/close/:row', handle: close },
  ...openingPages,
  ...packPages,
]

const eventWords: Readonly<Record<RequestEventName, string>> = {
  'identity asked': 'Proof of identity was asked for',
  'identity proved': 'Identity was proved',
  'more asked': 'They were asked what they mean: the clock stops',
  'more given': 'They said what they mean: the clock goes on',
  extended: 'It needs longer, and they were told: two months more',
  'pack made': 'The pack was downloaded',
  sent: 'The pack was sent',
  decided: 'The decision was sent',
  refused: 'It was refused, and they were told why',
}
const outcomeWords = {
  upheld:
    'The decision was sent: it is upheld, and the records above that were not closed come to the queue of removals',
  'not upheld': 'The decision was sent: it is not upheld',
} as const

const wordsOf = ({ event, outcome }: Omit<Happening, 'key'>): string =>
  outcome === undefined ? eventWords[event] : outcomeWords[outcome]

async function list({ tx, now }: Visit): Promise<Answer> {
  const events = Map.groupBy(await eventRows(tx), ({ request }) => request)
  const rows = (await requests(tx)).map(it => ({
    id: it.id,
    reference: referenceOf(it),
    name: nameOf(it),
    right: rights[it.right],
    receivedOn: it.receivedOn,
    ...standingOf(it, events.get(it.id) ?? [], ukDay(now)),
  }))
  await record(tx, { action: 'read', kind: 'subject requests', detail: { shown: rows.length } })
  const open = rows.filter(({ closed }) => !closed)
  return view('sharing/views/requests.njk', {
    title: 'Requests of people about their own data',
    marking,
    open: open.toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999')),
    answered: rows.filter(({ closed }) => closed),
  })
}

const nameOf = ({ givenName, familyName }: NewRequest): string => `${givenName} ${familyName}`.trim()

function newPage(visit: Visit, parsed?: Exclude<Parsed<unknown>, { ok: true }>): Answer {
  const data = {
    title: 'Write down a request',
    marking,
    back: { href: '/subject-access', text: 'Requests' },
    rights: Object.entries(rights).map(([value, text]) => ({ value, text })),
    capacities: Object.entries(capacities).map(([value, text]) => ({ value, text })),
    answers: { right: 'access', ...boxesOf('received', ukDay(visit.now)), ...visit.body },
    errors: formErrors(parsed?.errors ?? []),
  }
  return view('sharing/views/request-new.njk', data, parsed === undefined ? 200 : 422)
}

async function add(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const parsed = parseForm(requestForm(ukDay(now)), withDays(visit.body, 'born', 'received'))
  if (!parsed.ok) return newPage(visit, parsed)
  const { identity, received, ...asked } = parsed.value
  const id = await addRequest(tx, { ...asked, receivedOn: received }, now)
  const first =
    identity === ''
      ? ({ event: 'identity asked', why: 'They were asked to prove who they are.' } as const)
      : ({ event: 'identity proved', why: identity } as const)
  await addEvent(tx, id, { ...first, onDay: received }, now)
  return redirect(`/subject-access/${id}`, 'The request is written down.')
}

async function page(
  visit: Visit,
  it: SubjectRequest,
  parsed?: Exclude<Parsed<unknown>, { ok: true }>,
): Promise<Answer> {
  const { tx, now } = visit
  const today = ukDay(now)
  const events = await eventRows(tx, it.id)
  const opened = await openedRecords(tx, it.id)
  const standing = standingOf(it, events, today)
  await record(tx, { action: 'read', kind: 'subject request', subject: it.id })
  const data = {
    title: nameOf(it),
    marking,
    back: { href: '/subject-access', text: 'Requests' },
    it,
    reference: referenceOf(it),
    right: rights[it.right],
    capacity: capacities[it.capacity],
    born: bornWords(it),
    standing,
    events: events.map(({ event, outcome, onDay, why, by }) => ({
      words: wordsOf(outcome === null ? { event } : { event, outcome }),
      onDay,
      why,
      by,
    })),
    next: happenings(nextEvents(it, events, today), it.right).map(one => ({ value: one.key, text: wordsOf(one) })),
    opened: opened.map(row => ({ ...row, isOpen: isOpen(row, now), isWaiting: isWaiting(row, now) })),
    anyOpen: opened.some(row => isOpen(row, now)),
    mayFind: !standing.closed && standing.proved,
    isAccess: it.right === 'access',
    answers: { ...boxesOf('on', today), ...visit.body },
    errors: formErrors(parsed?.errors ?? []),
  }
  return view('sharing/views/request.njk', data, parsed === undefined ? 200 : 422)
}

async function happened(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const it = await requestIn(visit)
  const events = await eventRows(tx, it.id)
  const allowed = nextEvents(it, events, ukDay(now))
  const parsed = parseForm(eventForm(happenings(allowed, it.right), ukDay(now)), withDays(visit.body, 'on'))
  if (!parsed.ok) return page(visit, it, parsed)
  const { on, why } = parsed.value
  const { event, outcome } = parsed.value.event
  const wrong = await cannotYet(visit, it, parsed.value.event, on)
  if (wrong !== undefined) return page(visit, it, again(wrong.field, wrong.message))
  await addEvent(tx, it.id, { event, onDay: on, why, ...(outcome === undefined ? {} : { outcome }) }, now)
  const closed = isClosed(standingOf(it, await eventRows(tx, it.id), ukDay(now)).state)
  if (closed) await closeAll(visit, it, event)
  // The queue learns of it at once; people decide there.
  if (outcome === 'upheld') await askForJob(tx, 'end records', 'retention', {})
  return redirect(`/subject-access/${it.id}`, closed ? 'Written down. The records are closed again.' : 'Written down.')
}

/** What stands against writing this down: it would not count on that day, or what was sent was never downloaded as it is now. */
async function cannotYet(
  { tx }: Visit,
  it: SubjectRequest,
  { event, outcome }: Happening,
  on: string,
): Promise<{ field: string; message: string } | undefined> {
  const events = await eventRows(tx, it.id)
  const days = events.filter(row => row.event !== 'pack made').map(({ onDay }) => onDay)
  const latest = days.toSorted().at(-1) ?? it.receivedOn
  if (on < latest) return { field: 'on', message: 'Enter a day that is not before what was written down last' }
  if (!nextEvents(it, events, on).includes(event)) return { field: 'on', message: 'On that day this could not be' }
  if (outcome === 'upheld') {
    const standing = (await openedRecords(tx, it.id)).filter(row => row.closed_at === null)
    if (!standing.some(row => row.agreed === true))
      return { field: 'event', message: 'Find and open the records that go before you uphold it' }
    if (standing.some(row => row.agreed === null))
      return { field: 'event', message: 'Wait until a second person answered about every record, or take it back' }
  }
  if (event !== 'sent') return undefined
  const made = events.findLast(row => row.event === 'pack made')
  const chosen = (await choiceRows(tx, it.id)).at(-1)
  const current = made !== undefined && (chosen === undefined || chosen.chosenAt <= made.recordedAt)
  return current ? undefined : { field: 'event', message: 'Download the pack as it is now before you send it' }
}

async function closeAll({ tx, now }: Visit, it: SubjectRequest, event: string): Promise<void> {
  const open = (await openedRecords(tx, it.id)).filter(row => row.closed_at === null)
  for (const row of open) await closeRecord(tx, row, `The request ended: ${event}`, now)
}

/** The records that every module finds for the person of a request. The search is written down, without a name. */
async function heldFor({ tx, modules, config }: Visit, it: SubjectRequest): Promise<HeldRecord[]> {
  const { givenName, familyName, born } = it
  const found: HeldRecord[] = []
  for (const { heldRecords } of modules)
    found.push(...((await heldRecords?.(tx, { givenName, familyName, born }, secretsOf(config))) ?? []))
  const distinct = [...new Map(found.map(held => [held.id, held])).values()]
  await record(
    tx,
    { action: 'search', kind: 'subject access', subject: it.id, detail: { found: distinct.length } },
    ...distinct.map(({ id }) => ({ action: 'read', kind: 'record found for a request', subject: id }) as const),
  )
  return distinct
}

async function findPage(visit: Visit, parsed?: Exclude<Parsed<unknown>, { ok: true }>): Promise<Answer> {
  const it = await mayFindIn(visit)
  const standing = await standingRecords(visit, it)
  const found = (await heldFor(visit, it)).map(held => ({ ...held, isOpen: standing.has(held.id) }))
  const data = {
    title: `What is held about ${nameOf(it)}`,
    marking,
    back: { href: `/subject-access/${it.id}`, text: nameOf(it) },
    it,
    found,
    choices: found
      .filter(held => !held.isOpen)
      .map(({ id, title, agency }) => ({ value: id, text: title, hint: { text: `Held by ${agency}` } })),
    openDays,
    answers: visit.body,
    errors: formErrors(parsed?.errors ?? []),
  }
  return view('sharing/views/request-found.njk', data, parsed === undefined ? 200 : 422)
}

/** The request, where records may be looked for: identity is proved, and it is not answered yet. */
async function mayFindIn(visit: Visit): Promise<SubjectRequest> {
  const it = await requestIn(visit)
  const { closed, proved } = standingOf(it, await eventRows(visit.tx, it.id), ukDay(visit.now))
  if (closed || !proved) throw new NotFound()
  return it
}

/** The records that are open for a request, or wait for a second person. */
async function standingRecords({ tx, now }: Visit, it: SubjectRequest): Promise<ReadonlySet<string>> {
  const rows = await openedRecords(tx, it.id)
  return new Set(rows.filter(row => isOpen(row, now) || isWaiting(row, now)).map(row => row.record))
}

/** Asks for what was ticked, and only what is found: no other id can be opened this way. */
async function open(visit: Visit): Promise<Answer> {
  const it = await mayFindIn(visit)
  const parsed = parseForm(foundForm, visit.body)
  if (!parsed.ok) return findPage(visit, parsed)
  const ticked = new Set(parsed.value.records)
  const already = await standingRecords(visit, it)
  const found = (await heldFor(visit, it)).filter(({ id }) => ticked.has(id) && !already.has(id))
  for (const held of found) await askToOpen(visit.tx, it.id, held, visit.actor.id, visit.now)
  if (found.length > 0) await tellOfOpenings(visit, it.id)
  const words = found.length === 1 ? '1 record waits' : `${found.length} records wait`
  return redirect(`/subject-access/${it.id}`, `${words} for a second person to agree.`)
}

async function close(visit: Visit): Promise<Answer> {
  const it = await requestIn(visit)
  const row = (await openedRecords(visit.tx, it.id)).find(({ id }) => id === visit.params['row'])
  if (row === undefined || !isUuid(row.id) || row.closed_at !== null) throw new NotFound()
  const parsed = parseForm(closeForm, { why: visit.body['close_why'] })
  if (!parsed.ok) return page(visit, it, parsed)
  await closeRecord(visit.tx, row, parsed.value.why, visit.now)
  return redirect(`/subject-access/${it.id}`, 'The record is closed again.')
}
