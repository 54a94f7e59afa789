import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { gatewayFor, proposalOf } from '../disclose.ts'
import { filterForm } from '../forms/list.ts'
import { assess, type GatewayAnswer } from '../gateways/engine.ts'
import { lawOfSharing } from '../law.ts'
import { type Disclosure, disclosureById, disclosurePage, disclosuresPerPage } from '../store/disclosures.ts'
import { agencyNames } from '../store/parties.ts'
import { decisionWords, gatewayKinds, marking, outcomeWords } from '../words.ts'
import { decisionRows, questionRows } from './shown.ts'

const purpose = 'disclosure'

export const disclosurePages: readonly Page[] = [
  { method: 'get', path: '/disclosures', purpose, handle: list },
  { method: 'get', path: '/disclosures/:id', purpose, handle: visit => show(visit, []) },
  { method: 'post', path: '/disclosures/:id/gateway', purpose, handle: choose },
]

async function list({ tx, query, who }: Visit): Promise<Answer> {
  const filter = filterForm.parse(query)
  const found = await disclosurePage(tx, definedIn(filter))
  const rows = found.slice(0, disclosuresPerPage)
  await record(tx, { action: 'read', kind: 'disclosures', detail: { shown: rows.length } })
  const { before: _, ...kept } = definedIn(filter)
  const law = lawOfSharing()
  return view('sharing/views/disclosures.njk', {
    title: 'Disclosures',
    marking,
    all: who?.roles.includes('governance') === true,
    rows: rows.map(it => ({
      ...it,
      why: law.purposes.get(it.purpose)?.label,
      state: it.decision === null ? 'Not decided yet' : decisionWords[it.decision],
      law: it.gateway === null ? '' : law.gateways.get(it.gateway)?.name,
    })),
    filter,
    agencies: await agencyNames(tx),
    gateways: [...law.gateways.values()],
    kept: new URLSearchParams(kept).toString(),
    older: found.length > disclosuresPerPage ? rows.at(-1)?.id : undefined,
  })
}

function definedIn<T extends object>(filter: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

/** The disclosure that the address names. Throws NotFound where there is none, or none that this person may see. */
export async function foundDisclosure({ tx, params }: Visit): Promise<Disclosure> {
  const id = params['id'] ?? ''
  const it = isUuid(id) ? await disclosureById(tx, id) : undefined
  if (it === undefined) throw new NotFound()
  return it
}

/** A decided record, or what the law says of a question that is still open. */
async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const it = await foundDisclosure(visit)
  await record(visit.tx, { action: 'read', kind: 'disclosure', subject: it.id })
  const data = {
    marking,
    it,
    question: questionRows(it),
    next: nextStepsFrom(visit, 'disclosure', it.id),
    errors: formErrors(errors),
    back: { href: '/disclosures', text: 'Disclosures' },
  }
  if (it.decision !== null)
    return view('sharing/views/disclosure.njk', {
      ...data,
      title: it.decision === 'shared' ? 'Information was shared' : 'Decided not to share',
      decision: decisionRows(it),
    })
  const answers = answersFor(it, visit.now)
  const deciding = await may(visit.tx, 'write', it.id)
  return view(
    'sharing/views/answer.njk',
    { ...data, ...answers, title: 'What the law says', deciding },
    statusOf(errors),
  )
}

const statusOf = (errors: readonly FieldError[]): number => (errors.length > 0 ? 422 : 200)

function answersFor(it: Disclosure, now: Date) {
  const { gateways, obligations, regime } = assess(proposalOf(it), lawOfSharing(), ukDay(now))
  const shown = gateways.map(inWords)
  return {
    usable: shown.filter(({ outcome }) => outcome !== 'cannot'),
    missing: shown.filter(({ outcome, refused }) => outcome === 'cannot' && !refused),
    refused: shown.filter(({ refused }) => refused),
    quoted: shown.find(({ id }) => id === it.quoted_gateway),
    obligations: obligations.map(({ text }) => text),
    regime: regime?.because ?? [],
  }
}

/** A gateway with the reasons that decide its answer, and where something is only missing, what. */
function inWords(answer: GatewayAnswer) {
  const deciding = { can: ['met'], confirm: ['unsure'], cannot: ['refused', 'missing'] }[answer.outcome]
  return {
    ...answer,
    kindWords: gatewayKinds[answer.kind],
    outcomeWords: outcomeWords[answer.outcome],
    refused: answer.reasons.some(({ verdict }) => verdict === 'refused'),
    why: answer.reasons.filter(({ verdict }) => deciding.includes(verdict)).map(({ text }) => text),
  }
}

/** The power or duty that somebody chose. One that cannot be used is refused here with its reasons, and in the ledger. */
async function choose(visit: Visit): Promise<Answer> {
  const it = await foundDisclosure(visit)
  if (it.decision !== null || !(await may(visit.tx, 'write', it.id))) throw new NotFound()
  const gateway = String(visit.body['gateway'] ?? '')
  const answer = await gatewayFor(visit.tx, it, gateway, visit.now)
  if (answer === undefined)
    return show(visit, [{ field: 'gateway', message: 'Choose a power or duty, or decide not to share' }])
  if (answer.outcome !== 'cannot') return redirect(`/disclosures/${it.id}/share?gateway=${answer.id}`)
  const why = inWords(answer).why.join(' ')
  return show(visit, [{ field: 'gateway', message: `You cannot use ${answer.name} here. ${why}` }])
}
