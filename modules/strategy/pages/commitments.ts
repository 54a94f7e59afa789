import { actionsAbout } from '#modules/actions'
import { boxesOf, withDays } from '#platform/days'
import { NotFound } from '#platform/errors'
import { formErrors, type Parsed, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { longDate } from '#platform/views'
import { type CommitmentShown, commitmentsShown } from '../board.ts'
import { dueForm, evidenceForm, statusForm, withdrawForm } from '../forms.ts'
import { evidenceKinds, lateWords, standingWords, statuses } from '../rules/commitments.ts'
import {
  addEvidence,
  addStatus,
  changeDue,
  commitmentId,
  type Evidence,
  pillars,
  withdrawEvidence,
} from '../store/commitments.ts'
import { purpose, readers, todayOf, writes } from './shared.ts'

const reading = { purpose, roles: readers }
const writing = { purpose, roles: ['coordinator'], method: 'post' } as const

export const commitmentPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/commitments', handle: list },
  { ...reading, method: 'get', path: '/commitments/:id', handle: async visit => page(visit, await found(visit)) },
  { ...writing, path: '/commitments/:id/status', handle: saveStatus },
  { ...writing, path: '/commitments/:id/due', handle: saveDue },
  { ...writing, path: '/commitments/:id/evidence', handle: saveEvidence },
  { ...writing, path: '/commitments/:id/evidence/:evidence', handle: takeBack },
]

/** One row of the list of commitments. */
export const rowOf = (it: CommitmentShown) => ({
  id: it.id,
  text: it.text,
  owners: it.ownerNames.join(', ') || it.owners_as_printed || 'Nobody is named',
  due: it.due,
  standing: standingWords[it.standing],
  late: lateWords(it),
  evidence: it.evidence.length,
  unproved: it.unproved,
})

async function list({ tx, now }: Visit): Promise<Answer> {
  const all = await commitmentsShown(tx, now)
  const sections = (await pillars(tx)).map(({ id, name }) => ({
    name,
    rows: all.filter(({ pillar }) => pillar === id).map(rowOf),
  }))
  return view('strategy/views/commitments.njk', { title: 'Commitments', sections, count: all.length })
}

async function found({ tx, now, params }: Visit): Promise<CommitmentShown> {
  const it = (await commitmentsShown(tx, now)).find(({ id }) => id === params['id'])
  if (it === undefined) throw new NotFound()
  return it
}

async function page(
  visit: Visit,
  it: CommitmentShown,
  parsed?: Exclude<Parsed<unknown>, { ok: true }>,
): Promise<Answer> {
  const mayWrite = writes(visit)
  const answers = { ...boxesOf('on', todayOf(visit)), ...boxesOf('happened', todayOf(visit)), ...visit.body }
  const data = {
    title: it.text,
    back: { href: '/commitments', text: 'Commitments' },
    it: rowOf(it),
    printed: it.owners_as_printed,
    horizon: it.horizonName,
    printedDue: it.printedDue,
    events: it.events.map(({ onDay, status, why, by }) => ({ onDay, why, by, words: standingWords[status] })).reverse(),
    dueChanges: it.dueChanges.toReversed(),
    evidence: it.evidence.map(shownEvidence),
    mayWrite,
    // An action names its owner, and its page may lead on: neither is for whoever only reads the plan.
    actions: mayWrite ? await actionsAbout(visit.tx, { kind: 'commitment', id: commitmentId(it.id) }, visit.now) : [],
    steps: nextStepsFrom(visit, 'commitment', commitmentId(it.id)),
    statuses: statuses.map(value => ({ value, text: standingWords[value] })),
    kinds: Object.entries(evidenceKinds).map(([value, text]) => ({ value, text })),
    answers,
    errors: formErrors(parsed?.errors ?? []),
  }
  return view('strategy/views/commitment.njk', data, parsed === undefined ? 200 : 422)
}

function shownEvidence({ id, kind, happenedOn, sentence, linkKind, linkId, url, by, agency }: Evidence) {
  const inside = linkKind === null ? undefined : `/${linkKind}/${linkId}`
  return {
    id,
    kind: evidenceKinds[kind],
    happenedOn,
    sentence,
    inside,
    url,
    by,
    agency,
    isMeasure: linkKind === 'measures',
  }
}

async function saveStatus(visit: Visit): Promise<Answer> {
  const it = await found(visit)
  const parsed = parseForm(statusForm(todayOf(visit)), withDays(visit.body, 'on'))
  if (!parsed.ok) return page(visit, it, parsed)
  const { status, on, why } = parsed.value
  await addStatus(visit.tx, it.id, { status, onDay: on, why }, visit.now)
  return redirect(`/commitments/${it.id}`, `Written down: ${standingWords[status].toLowerCase()}.`)
}

async function saveDue(visit: Visit): Promise<Answer> {
  const it = await found(visit)
  const parsed = parseForm(dueForm, withDays(visit.body, 'due'))
  if (!parsed.ok) return page(visit, it, parsed)
  await changeDue(visit.tx, it.id, { due: parsed.value.due, why: parsed.value.due_why }, visit.now)
  return redirect(`/commitments/${it.id}`, `It is due by ${longDate(parsed.value.due)} now.`)
}

async function saveEvidence(visit: Visit): Promise<Answer> {
  const it = await found(visit)
  const parsed = parseForm(evidenceForm(todayOf(visit)), withDays(visit.body, 'happened'))
  if (!parsed.ok) return page(visit, it, parsed)
  const { kind, happened, sentence, link } = parsed.value
  await addEvidence(visit.tx, it.id, { kind, happenedOn: happened, sentence, link }, visit.now)
  return redirect(`/commitments/${it.id}`, 'The evidence is filed.')
}

async function takeBack(visit: Visit): Promise<Answer> {
  const it = await found(visit)
  const evidence = visit.params['evidence'] ?? ''
  if (!isUuid(evidence)) throw new NotFound()
  const parsed = parseForm(withdrawForm, visit.body)
  if (!parsed.ok) return page(visit, it, parsed)
  await withdrawEvidence(visit.tx, it.id, evidence, parsed.value.withdraw_why, visit.now)
  return redirect(`/commitments/${it.id}`, 'The evidence is taken back.')
}
