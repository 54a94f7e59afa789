// Feeds: people of an agency let one of its systems send files by itself, and that system sends them.
import { z } from 'zod'
import { Invalid, KnownError, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid, newId } from '#platform/ids'
import { askForJob } from '#platform/jobs'
import { record } from '#platform/ledger'
import { type Answer, type Machine, type Page, redirect, type Visit, view } from '#platform/module'
import { feedDays, feedForm } from '../forms/senders.ts'
import { type FeedOptions, type FeedPayload, keepWaiting } from '../matching/feed-job.ts'
import { type Load, loadById, refusedRows } from '../store/feeds.ts'
import { endFeed, type Feed, feedById, feedOfToken, makeFeed, mostAnHour, noteDrop, sentBy } from '../store/senders.ts'
import { back, feedRoles, mappingIn } from './feeds.ts'
import { mayBeTaken, onlyInvented } from './sent.ts'

const common = { purpose: 'import', roles: feedRoles }
const sending = { purpose: 'import', as: 'token', whose: feedOfToken } as const
const address = '/api/v1/people/extracts'

const json = 'application/json; charset=utf-8'
const refusal = z.object({ code: z.string(), sentence: z.string(), reference: z.string() })
const refused = (words: string) => ({ words, type: json, body: refusal })
const unknown = refused('No token, or one that is not in use')

const taking: Machine = {
  summary:
    'Sends an extract of the agency whose token this is. It is read by the columns that the agency saved, loaded and matched.',
  takes: { words: 'One file (CSV, also as gzip or zip), as the part `file`', file: 'file' },
  parameters: z.object({}),
  answers: {
    202: { words: 'Taken', type: json, body: z.object({ load: z.uuid(), address: z.string() }) },
    401: unknown,
    413: refused('The file is larger than the limit'),
    422: refused('No file, or more than one, or a file that cannot be taken here'),
    429: refused(`More than ${mostAnHour} files in an hour, or too many requests`),
  },
  example: address,
}

const states = ['waiting', 'loaded', 'refused', 'taken out'] as const
const told = z.object({
  state: z.enum(states),
  read: z.number(),
  loaded: z.number(),
  before: z.number(),
  unreadable: z.number(),
  sentence: z.string(),
  notes: z.array(z.string()),
  lines: z.array(z.object({ line: z.number(), column: z.string(), reason: z.string() })),
})

const telling: Machine = {
  summary:
    'What became of a file that this feed sent: counts, and which lines could not be read. Never what stands in them.',
  parameters: z.object({ load: z.uuid() }),
  answers: {
    200: { words: 'How it stands', type: json, body: told },
    401: unknown,
    404: refused('This feed sent no such file'),
  },
  example: `${address}/00000000-0000-7000-8000-000000000000`,
}

export const senderPages: readonly Page[] = [
  {
    ...common,
    method: 'get',
    path: '/people/extracts/columns/:mapping/feed',
    fresh: 'minutes',
    handle: visit => ask(visit, []),
  },
  { ...common, method: 'post', path: '/people/extracts/columns/:mapping/feed', fresh: 'minutes', handle: make },
  { ...common, method: 'post', path: '/people/extracts/feeds/:feed/end', handle: end },
  { ...sending, method: 'post', path: address, accepts: 'files', machine: taking, handle: take },
  { ...sending, method: 'get', path: `${address}/:load`, machine: telling, handle: tell },
]

async function ask(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const mapping = await mappingIn(visit)
  const choices = Object.entries(feedDays).map(([value, text]) => ({ value, text }))
  const title = `Let a system send “${mapping.name}” by itself`
  const data = { title, back, mapping, choices, mostAnHour, answers: visit.body, errors: formErrors(errors) }
  return view('people/views/feed-new.njk', data, errors.length > 0 ? 422 : 200)
}

/** The token is on this one page and nowhere else: it is kept in no session, and the page in no browser. */
async function make(visit: Visit): Promise<Answer> {
  const parsed = parseForm(feedForm, visit.body)
  if (!parsed.ok) return ask(visit, parsed.errors)
  const mapping = await mappingIn(visit)
  const { feedName: name, days } = parsed.value
  const token = await makeFeed(visit.tx, { mapping, name, days }, visit.actor.id, visit.now)
  const site = visit.config.publicUrl ?? ''
  return view('people/views/feed-token.njk', {
    title: 'Copy the token now',
    back,
    name,
    token,
    days,
    address: site + address,
  })
}

async function feedIn({ tx, params }: Visit): Promise<Feed> {
  const id = params['feed'] ?? ''
  const feed = isUuid(id) ? await feedById(tx, id) : undefined
  if (feed === undefined) throw new NotFound()
  return feed
}

async function end(visit: Visit): Promise<Answer> {
  const feed = await feedIn(visit)
  await endFeed(visit.tx, feed, visit.actor.id, visit.now)
  return redirect('/people/extracts', 'The feed was ended. Its token opens nothing any more.')
}

/** The feed that asks: its own row, and no other. */
async function feedAsking({ tx, actor }: Visit): Promise<Feed> {
  const feed = await feedById(tx, actor.id)
  if (feed === undefined) throw new NotFound()
  return feed
}

async function take(visit: Visit): Promise<Answer> {
  const feed = await feedAsking(visit)
  const { tx, config, uploads, now } = visit
  const [upload, another] = uploads
  if (upload?.field !== 'file' || another !== undefined)
    throw new Invalid('Send one file, as the part “file” of a form.')
  if (!(await mayBeTaken(visit, upload))) throw new Invalid(onlyInvented)
  const load = newId()
  if (!(await noteDrop(tx, feed, { load, bytes: upload.bytes }, now)))
    throw new KnownError('too-many', `A feed may send ${mostAnHour} files in an hour. Try again later.`)
  keepWaiting(config, load, upload.path)
  const options: FeedOptions = {
    mapping: feed.mapping,
    agency: feed.agency,
    from: load,
    feed: feed.id,
    keptBy: feed.made_by,
  }
  // The name that a program gives to a file says nothing: what is shown is whose file it is.
  const payload: FeedPayload = {
    ...{ kind: 'people', batch: load, from: load, name: feed.name, dryRun: 'no' },
    options: JSON.stringify(options),
  }
  await askForJob(tx, 'people-feed', 'import', payload)
  return { kind: 'json', status: 202, body: { load, address: `${address}/${load}` } }
}

async function tell(visit: Visit): Promise<Answer> {
  const { tx, params, actor } = visit
  const id = params['load'] ?? ''
  if (!(await sentBy(tx, id, actor.id))) throw new NotFound()
  const load = await loadById(tx, id)
  const lines = load === undefined ? [] : await refusedRows(tx, id)
  await record(tx, { action: 'read', kind: 'extract', subject: id, detail: { feed: actor.id } })
  return {
    kind: 'json',
    body: {
      state: stateOfLoad(load),
      ...{ read: load?.rows_read ?? 0, loaded: load?.rows_loaded ?? 0, before: load?.rows_duplicate ?? 0 },
      ...{ unreadable: load?.rows_rejected ?? 0, sentence: load?.failed_sentence ?? '', notes: load?.notes ?? [] },
      lines: lines.map(({ line, column_name: column, reason }) => ({ line, column, reason })),
    },
  }
}

function stateOfLoad(load: Load | undefined): (typeof states)[number] {
  if (load?.failed_sentence) return 'refused'
  if (load?.undone_at) return 'taken out'
  return load?.published_at ? 'loaded' : 'waiting'
}
