import { groupAudience } from '#modules/agencies'
import { smallAreas } from '#modules/areas'
import { askTacticalGroup, conflictById } from '#modules/conflicts'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { askForJob } from '#platform/jobs'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { type DecisionKind, decisionForm, decisions } from '../forms.ts'
import { permission } from '../gather.ts'
import { calibrationPicture, recordPicture } from '../picture.ts'
import { rhythms } from '../rules/unit.ts'
import { recordFinding, recordWords, skillWords } from '../rules/words.ts'
import { sealsOf } from '../store/predictions.ts'
import {
  addDecision,
  askedById,
  type Entry,
  entriesOf,
  entryById,
  type Run,
  runShown,
  runsMade,
} from '../store/watchlist.ts'
import { checkPages } from './checks.ts'
import { contestPages } from './contests.ts'
import { mapPages } from './map.ts'
import { overridePages } from './overrides.ts'
import { paperPages } from './papers.ts'
import { registerPages } from './register.ts'
import { sealShown, standingOf, totalsWords } from './sealed.ts'
import { inWords, moversShown, subjectsOf } from './shown.ts'
import { doneBefore, lowersWords, mightHelp, partsWords } from './why.ts'

/** Why somebody is at these pages, for the ledger. */
const purpose = 'analysis'
export const readers = ['analyst', 'police-analyst', 'intelligence-lead'] as const
export const makers = ['analyst', 'police-analyst'] as const
const tacticalGroup = 'grp.tactical'

const reading = { purpose, roles: readers } as const
const making = { purpose, roles: makers } as const

export const pages: readonly Page[] = [
  { ...reading, method: 'get', path: '/watchlist', handle: async visit => show(visit, await runShown(visit.tx)) },
  { ...making, method: 'post', path: '/watchlist', handle: workOut },
  // For the members of the group that is asked, whatever their role: the row itself decides.
  { method: 'get', path: '/watchlist/asked/:id', purpose: 'meeting', handle: showAsked },
  { ...reading, method: 'get', path: '/watchlist/runs/:id', handle: showRun },
  { ...reading, method: 'get', path: '/watchlist/entries/:id', handle: visit => showEntry(visit) },
  { ...making, method: 'post', path: '/watchlist/entries/:id', handle: decide },
  ...registerPages,
  ...checkPages,
  ...overridePages,
  ...contestPages,
  ...paperPages,
  ...mapPages,
]

const mayMake = ({ who }: Visit): boolean => makers.some(role => who?.roles.includes(role))

async function workOut({ tx, config, now }: Visit): Promise<Answer> {
  const { may } = await permission(tx, config.demonstration, now)
  if (!may) return redirect('/watchlist', 'It was not worked out: the assessments do not allow it.')
  return redirect(`/jobs/${await askForJob(tx, 'watchlist', purpose, {})}?next=/watchlist`)
}

async function showRun(visit: Visit): Promise<Answer> {
  const id = visit.params['id'] ?? ''
  const run = isUuid(id) ? await runShown(visit.tx, id) : undefined
  if (run === undefined) throw new NotFound()
  return show(visit, run)
}

/** A run with its record first: how it did before stands above what it says now. */
async function show(visit: Visit, run: Run | undefined): Promise<Answer> {
  const { tx, now, config } = visit
  const use = await permission(tx, config.demonstration, now)
  await record(tx, { action: 'read', kind: 'watchlist', ...(run === undefined ? {} : { subject: run.id }) })
  const common = { title: 'Fortnight watchlist', use, demonstration: config.demonstration, mayMake: mayMake(visit) }
  if (run === undefined) return view('early-warning/views/watchlist.njk', common)
  const standing = await standingOf(tx, run.record.shown, run.unit)
  const finding = recordFinding(run.record, standing.skill)
  const synthetic = config.demonstration
  const subjects = await subjectsOf(visit)
  const entries = (await entriesOf(tx, run.id)).map(entry => inWords(entry, run, subjects, ukDay(now)))
  return view('early-warning/views/watchlist.njk', {
    ...common,
    run,
    age: ukDay(now) === run.dataUntil ? undefined : run.dataUntil,
    finding,
    rhythm: rhythms[run.unit],
    sealed: (await sealsOf(tx, run.id)).map(seal => sealShown(seal, now)),
    totals: totalsWords(standing, run.unit),
    skill: skillWords(standing.skill, run.unit),
    sentences: recordWords(run.record, run.unit),
    guards: run.record.guards,
    picture: run.record.windows === 0 ? undefined : await recordPicture(run.record, run.unit, synthetic),
    calibration:
      run.record.windows === 0
        ? undefined
        : await calibrationPicture(
            run.record.bins,
            `the last ${run.record.windows} ${rhythms[run.unit].many}`,
            synthetic,
          ),
    conflicts: entries.filter(({ kind }) => kind === 'conflict'),
    places: entries.filter(({ kind }) => kind === 'place'),
    older: (await runsMade(tx)).filter(({ id }) => id !== run.id),
  })
}

async function found({ tx, params }: Visit): Promise<{ readonly entry: Entry; readonly run: Run }> {
  const id = params['id'] ?? ''
  const entry = isUuid(id) ? await entryById(tx, id) : undefined
  const run = entry === undefined ? undefined : await runShown(tx, entry.run)
  if (entry === undefined || run === undefined) throw new NotFound()
  return { entry, run }
}

async function showEntry(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const { entry, run } = await found(visit)
  const { tx, now, config } = visit
  await record(tx, { action: 'read', kind: 'watch entry', subject: entry.id })
  const shown = inWords(entry, run, await subjectsOf(visit), ukDay(now))
  return view(
    'early-warning/views/entry.njk',
    {
      title: shown.name,
      back: { href: `/watchlist/runs/${run.id}`, text: 'Fortnight watchlist' },
      entry: shown,
      run,
      use: await permission(tx, config.demonstration, now),
      demonstration: config.demonstration,
      movers: await moversShown(visit, entry),
      parts: partsWords(entry),
      lowers: lowersWords(entry),
      before: await doneBefore(tx, entry, now),
      responses: await mightHelp(tx, entry),
      decisions: entry.decisions.map(it => ({ ...it, words: decisions[it.decision] })),
      choices: Object.entries(decisions).map(([value, text]) => ({ value, text })),
      steps: nextStepsFrom(visit, 'watch entry', entry.id),
      mayDecide: mayMake(visit),
      answers: errors.length > 0 ? visit.body : {},
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

async function decide(visit: Visit): Promise<Answer> {
  const { entry } = await found(visit)
  const parsed = parseForm(decisionForm, visit.body)
  if (!parsed.ok) return showEntry(visit, parsed.errors)
  const { decision, why } = parsed.value
  await keep(visit, entry, decision, why)
  const said = {
    agenda: 'It is on the agenda of the Tactical group.',
    watch: 'It is kept in view.',
    aside: 'It is set aside.',
  }
  return redirect(`/watchlist/entries/${entry.id}`, said[decision])
}

// The group reads a decision when it is asked, and a later one too, so that what was taken off its agenda is seen to be off.
async function keep({ tx, actor, now }: Visit, entry: Entry, decision: DecisionKind, why: string): Promise<void> {
  const asks = decision === 'agenda'
  const wasAsked = entry.decisions.some(it => it.decision === 'agenda')
  const group = asks ? tacticalGroup : null
  const audience = entry.kind === 'place' && (asks || wasAsked) ? groupAudience(tacticalGroup) : null
  const title = entry.kind === 'place' ? await placeTitle(tx, entry) : ''
  await addDecision(tx, { entry: entry.id, decision, why, title, group, audience }, actor.id, now)
  const conflict = entry.conflict === null ? undefined : await conflictById(tx, entry.conflict)
  if (asks && conflict !== undefined) await askTacticalGroup(tx, conflict, why, actor.id, now)
}

async function placeTitle(tx: Transaction, { areaCode }: Entry): Promise<string> {
  const area = (await smallAreas(tx)).find(({ code }) => code === areaCode)
  return `A place to look at: ${area?.name ?? areaCode ?? ''}`
}

/** What a member of the group may know; those who read the watchlist can go on to the whole of it. */
async function showAsked({ tx, params }: Visit): Promise<Answer> {
  const id = params['id'] ?? ''
  const asked = isUuid(id) ? await askedById(tx, id) : undefined
  if (asked === undefined) throw new NotFound()
  const readable = (await entryById(tx, asked.entry)) !== undefined
  return view('early-warning/views/asked.njk', { title: asked.title, asked, readable })
}
