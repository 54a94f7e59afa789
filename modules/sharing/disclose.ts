// Asking about sharing, and deciding: the one way in, for pages and for other modules. The law's rules run here, so nothing
// that they refuse can be kept, whoever calls.
import { audienceId, type Grant, grantAccess } from '#platform/access'
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { Conflict, NotFound } from '#platform/errors'
import { type LedgerEntry, record } from '#platform/ledger'
import { tellAudience } from '#platform/notices'
import { factsOf, type ProposedDisclosure } from './gateways/disclosure.ts'
import { assess, type GatewayAnswer } from './gateways/engine.ts'
import type { Problem } from './gateways/record-types.ts'
import { lawOfSharing } from './law.ts'
import { basisIds, type Decision, judge, opensToReceiver, type Verdict } from './rules/decision.ts'
import { type Disclosure, disclosureById, insertQuestion, type Question, saveDecision } from './store/disclosures.ts'
import { ownParty, parties } from './store/parties.ts'

/** The roles that read what their agency received. */
export const receivers = [
  'practitioner',
  'coordinator',
  'chair',
  'intelligence-lead',
  'police-analyst',
  'governance',
] as const

export type Kept =
  | { readonly kept: true; readonly id: string; readonly advice: readonly string[] }
  | { readonly kept: false; readonly problems: readonly Problem[] }

/** Who acts, and when. */
export type Acting = { readonly actor: string; readonly at: Date }

/** A question that stands in the store, as a proposal for the engine. */
export function proposalOf(it: Disclosure): ProposedDisclosure {
  const { from_function: from, to_function: to, information, purpose, circumstances } = it
  return { from, to, information, purpose, circumstances }
}

/**
 * Writes down a question about sharing, for whoever asks and for governance. Keeps nothing where the law's files do not know
 * something in it, or an agency does not act in that function. A power that the asker had in mind and that cannot be used is
 * in the ledger with the reasons.
 */
export async function ask(tx: Transaction, question: Question, { actor, at }: Acting): Promise<Kept> {
  const problems = await questionProblems(tx, question)
  if (problems.length > 0) return { kept: false, problems }
  const id = await insertQuestion(tx, question, at)
  await grantAccess(tx, {
    audience: audienceId('person', actor),
    record: id,
    level: 'manage',
    purpose: 'disclosure',
    why: 'Asked about sharing, and decides',
  })
  await record(tx, { action: 'write', kind: 'disclosure', subject: id, detail: { purpose: question.purpose } })
  const { quotedGateway } = question
  if (quotedGateway !== undefined) await gatewayFor(tx, await mustFind(tx, id), quotedGateway, at)
  return { kept: true, id, advice: [] }
}

async function questionProblems(tx: Transaction, it: Question): Promise<Problem[]> {
  const law = lawOfSharing()
  const { fromFunction: from, toFunction: to, information, purpose, circumstances } = it
  const facts = factsOf({ from, to, information, purpose, circumstances }, law)
  const acts = (functions: readonly { id: string }[] | undefined, id: string) => functions?.some(it => it.id === id)
  const receiver = (await parties(tx)).find(({ id }) => id === it.toAgency)
  return [
    ...(Array.isArray(facts) ? facts.map(message => ({ field: 'disclosure', message })) : []),
    ...(acts((await ownParty(tx))?.functions, from) === true
      ? []
      : [{ field: 'from', message: 'Your agency does not act in that function.' }]),
    ...(acts(receiver?.functions, to) === true
      ? []
      : [{ field: 'to', message: 'The other agency does not act in that function.' }]),
    ...(it.quotedGateway === undefined || law.gateways.has(it.quotedGateway)
      ? []
      : [{ field: 'quoted', message: 'Choose the law from the list.' }]),
  ]
}

/** What the law says of one gateway for a question, on that day. A refusal is in the ledger with its reasons. */
export async function gatewayFor(
  tx: Transaction,
  asked: Disclosure,
  gateway: string,
  at: Date,
): Promise<GatewayAnswer | undefined> {
  const answer = assess(proposalOf(asked), lawOfSharing(), ukDay(at)).gateways.find(({ id }) => id === gateway)
  if (answer?.outcome === 'cannot')
    await recordRefusal(
      tx,
      asked.id,
      [gateway],
      answer.reasons.filter(({ verdict }) => verdict !== 'met').map(({ text }) => text),
    )
  return answer
}

/** Judges a decision on a question that is still open. What the law refuses is in the ledger with its reasons. */
export async function check(tx: Transaction, asked: Disclosure, decision: Decision, at: Date): Promise<Verdict> {
  const judged = { law: lawOfSharing(), on: ukDay(at), receiver: asked.to_agency_name }
  const verdict = judge(decision, proposalOf(asked), judged)
  if (!verdict.may && verdict.refusedByLaw) {
    const reasons = verdict.problems.map(({ message }) => message)
    await recordRefusal(tx, asked.id, chosenLaw(decision), reasons)
  }
  return verdict
}

/**
 * Keeps the decision on a question: to share, or not to. What the law refuses is never kept; the refusal is in the ledger, so
 * the caller must let its transaction commit. A decision to share opens the record to the receiving agency, save where
 * the information needs a second person. Throws NotFound for a record out of sight and Conflict for one already decided.
 */
export async function decide(tx: Transaction, id: string, decision: Decision, { at }: Acting): Promise<Kept> {
  const asked = await mustFind(tx, id)
  if (asked.decision !== null) throw new Conflict('This was decided already. Look at it again.')
  const verdict = await check(tx, asked, decision, at)
  if (!verdict.may) return { kept: false, problems: verdict.problems }
  await saveDecision(tx, id, decision, { at, on: ukDay(at), gatewayAnswer: verdict.gatewayAnswer })
  if (opensToReceiver(decision, asked.information, lawOfSharing())) await openTo(tx, asked, at)
  await record(tx, ...entriesOf(asked, decision))
  return { kept: true, id, advice: verdict.advice }
}

/**
 * Asks and decides in one step, for a module that has all the answers. The same rules, the same ledger: where something is
 * refused nothing is decided, the problems come back, and the question stands undecided for whoever asked.
 */
export async function recordDisclosure(
  tx: Transaction,
  { question, decision }: { question: Question; decision: Decision },
  acting: Acting,
): Promise<Kept> {
  const asked = await ask(tx, question, acting)
  return asked.kept ? decide(tx, asked.id, decision, acting) : asked
}

async function mustFind(tx: Transaction, id: string): Promise<Disclosure> {
  const it = await disclosureById(tx, id)
  if (it === undefined) throw new NotFound()
  return it
}

/** Opens the record to the receiving agency, and tells its people that there is something to read. */
async function openTo(tx: Transaction, asked: Disclosure, at: Date): Promise<void> {
  const grant = openingTo(asked)
  await grantAccess(tx, grant)
  const among = receivers.map(role => audienceId('role', role))
  await tellAudience(tx, { audience: grant.audience, among, kind: 'disclosure received', record: asked.id }, at)
}

function openingTo(it: Disclosure): Grant {
  return {
    audience: audienceId('agency', it.to_agency_key),
    record: it.id,
    level: 'read',
    purpose: 'disclosure',
    why: 'Received the information',
  }
}

function chosenLaw(decision: Decision): string[] {
  return decision.decision === 'shared' ? [decision.gateway, ...basisIds(decision)] : []
}

async function recordRefusal(
  tx: Transaction,
  id: string,
  chosen: readonly string[],
  reasons: readonly string[],
): Promise<void> {
  await record(tx, {
    action: 'disclose',
    kind: 'disclosure refused',
    subject: id,
    detail: { decision: 'refused', chosen, reasons },
  })
}

/** One entry for the decision, and one under the record that it is about, so that its own history shows it. */
function entriesOf(asked: Disclosure, decision: Decision): LedgerEntry[] {
  const shared = decision.decision === 'shared'
  const detail = {
    decision: decision.decision,
    from: asked.from_agency_name,
    to: asked.to_agency_name,
    purpose: asked.purpose,
    information: asked.information,
    ...(shared
      ? {
          gateway: decision.gateway,
          bases: basisIds(decision),
          recipients: decision.recipients.map(({ name, role }) => `${name}, ${role}`),
          told: decision.told.answer,
        }
      : { reason: decision.reason }),
  }
  const kind = shared ? 'disclosure' : 'disclosure not made'
  const about: LedgerEntry[] =
    asked.subject === null || asked.subject_kind === null
      ? []
      : [
          {
            action: 'disclose',
            kind: asked.subject_kind,
            subject: asked.subject,
            detail: { ...detail, disclosure: asked.id },
          },
        ]
  return [{ action: 'disclose', kind, subject: asked.id, detail }, ...about]
}
