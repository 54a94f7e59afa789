import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { check, decide, gatewayFor, proposalOf } from '../disclose.ts'
import { notSharedDecision, type Read, recipientRows, sharedDecision } from '../forms/deciding.ts'
import type { BasisAnswer } from '../gateways/bases.ts'
import { type Assessment, assess } from '../gateways/engine.ts'
import { lawOfSharing } from '../law.ts'
import type { Disclosure } from '../store/disclosures.ts'
import { policyDocuments } from '../store/documents.ts'
import { familyFields, familyWords, marking } from '../words.ts'
import { foundDisclosure } from './disclosures.ts'
import { questionRows } from './shown.ts'

const purpose = 'disclosure'

export const decidingPages: readonly Page[] = [
  { method: 'get', path: '/disclosures/:id/share', purpose, handle: shareStart },
  { method: 'post', path: '/disclosures/:id/share', purpose, handle: share },
  {
    method: 'get',
    path: '/disclosures/:id/keep',
    purpose,
    handle: async visit => keepPage(visit, await open(visit), []),
  },
  { method: 'post', path: '/disclosures/:id/keep', purpose, handle: keep },
]

/** A question that this person asked and has not decided. */
async function open(visit: Visit): Promise<Disclosure> {
  const it = await foundDisclosure(visit)
  if (it.decision !== null || !(await may(visit.tx, 'write', it.id))) throw new NotFound()
  return it
}

async function shareStart(visit: Visit): Promise<Answer> {
  const it = await open(visit)
  const answer = await gatewayFor(visit.tx, it, visit.query['gateway'] ?? '', visit.now)
  if (answer === undefined || answer.outcome === 'cannot') return redirect(`/disclosures/${it.id}`)
  const { necessity } = it
  return sharePage(visit, it, { gateway: answer.id, necessity }, [])
}

async function share(visit: Visit): Promise<Answer> {
  const it = await open(visit)
  const today = ukDay(visit.now)
  const { identifies } = assess(proposalOf(it), lawOfSharing(), today)
  return settle(visit, it, sharedDecision(visit.body, { identifies, today }), errors =>
    sharePage(visit, it, visit.body, errors),
  )
}

async function keep(visit: Visit): Promise<Answer> {
  const it = await open(visit)
  return settle(visit, it, notSharedDecision(visit.body), errors => keepPage(visit, it, errors))
}

async function settle(
  visit: Visit,
  it: Disclosure,
  read: Read,
  again: (errors: readonly FieldError[]) => Promise<Answer>,
): Promise<Answer> {
  const { decision, problems } = read
  const { tx, actor, now } = visit
  if (problems.length > 0) return again([...problems, ...(await others(visit, it, read))])
  const kept = await decide(tx, it.id, decision, { actor: actor.id, at: now })
  if (!kept.kept) return again(kept.problems)
  const said = decision.decision === 'shared' ? 'The disclosure is recorded.' : 'The decision not to share is recorded.'
  return redirect(`/disclosures/${it.id}`, [said, ...kept.advice].join(' '))
}

/** What the rules say of the fields that the form itself found nothing wrong with: everything is asked for at once. */
async function others({ tx, now }: Visit, it: Disclosure, { decision, problems }: Read): Promise<FieldError[]> {
  const verdict = await check(tx, it, decision, now)
  return verdict.may ? [] : verdict.problems.filter(({ field }) => !problems.some(known => known.field === field))
}

async function sharePage(
  visit: Visit,
  it: Disclosure,
  answers: Readonly<Record<string, unknown>>,
  errors: readonly FieldError[],
): Promise<Answer> {
  const law = lawOfSharing()
  const assessment = assess(proposalOf(it), law, ukDay(visit.now))
  const gateway = assessment.gateways.find(({ id }) => id === answers['gateway'])
  const classes = it.information.flatMap(id => law.classes.get(id) ?? [])
  const data = {
    title: 'Record what you share',
    marking,
    back: { href: `/disclosures/${it.id}`, text: 'What the law says' },
    it,
    answers,
    gateway,
    identifies: assessment.identifies,
    families: basisChoices(assessment),
    toConfirm: gateway?.outcome === 'confirm' || assessment.lawfulBases.some(({ outcome }) => outcome === 'confirm'),
    confidential: classes.some(({ confidential }) => confidential),
    secondPerson: classes.some(({ secondPerson }) => secondPerson),
    recipientRows,
    policies: await policyDocuments(visit.tx),
    consentStatuses: choices(law.consentStatuses),
    noConsentReasons: choices(law.noConsentReasons),
    toldReasons: [...law.noConsentReasons.values()].filter(reason => reason.alsoForNotTelling).map(asChoice),
    errors: formErrors(firstOfEach(errors)),
  }
  return view('sharing/views/share.njk', data, errors.length > 0 ? 422 : 200)
}

// Two sentences about one field read as one.
function firstOfEach(errors: readonly FieldError[]): FieldError[] {
  return [...Map.groupBy(errors, ({ field }) => field)].map(([field, same]) => ({
    field,
    message: [...new Set(same.map(({ message }) => message))].join(' '),
  }))
}

/** The lawful bases to choose from, by kind: those that fit and those to be confirmed; the others with their reasons. */
function basisChoices({ families, lawfulBases }: Assessment) {
  return families.map(family => {
    const all = lawfulBases.filter(basis => basis.family === family)
    return {
      field: familyFields[family],
      legend: familyWords[family],
      several: family === 'schedule_1',
      items: all.filter(({ outcome }) => outcome !== 'does_not_fit').map(basisItem),
      others: all.filter(({ outcome }) => outcome === 'does_not_fit').map(unfit),
    }
  })
}

function basisItem({ id, reference, name, summary, outcome, reasons }: BasisAnswer) {
  const doubt = reasons.filter(({ verdict }) => verdict === 'unsure').map(({ text }) => text)
  const hint = outcome === 'confirm' ? ['To be confirmed.', ...doubt] : []
  return { value: id, text: `${name} (${reference})`, hint: { text: [summary, ...hint].join(' ') } }
}

function unfit({ name, reference, reasons }: BasisAnswer) {
  const why = reasons.filter(({ verdict }) => verdict === 'refused' || verdict === 'missing').map(({ text }) => text)
  return { name: `${name} (${reference})`, why: why.join(' ') }
}

const asChoice = ({ id, label }: { readonly id: string; readonly label: string }) => ({ value: id, text: label })
const choices = (labels: ReadonlyMap<string, { readonly id: string; readonly label: string }>) =>
  [...labels.values()].map(asChoice)

async function keepPage(visit: Visit, it: Disclosure, errors: readonly FieldError[]): Promise<Answer> {
  const data = {
    title: 'Decide not to share',
    marking,
    back: { href: `/disclosures/${it.id}`, text: 'What the law says' },
    it,
    question: questionRows(it),
    answers: visit.body,
    reasons: choices(lawOfSharing().notSharingReasons),
    errors: formErrors(firstOfEach(errors)),
  }
  return view('sharing/views/keep.njk', data, errors.length > 0 ? 422 : 200)
}
