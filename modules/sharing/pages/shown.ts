import { longDate } from '#platform/views'
import type { LawfulBasis, Person, Told } from '../gateways/record-types.ts'
import type { Law } from '../gateways/schema.ts'
import { lawOfSharing } from '../law.ts'
import { basisIds } from '../rules/decision.ts'
import type { Disclosure } from '../store/disclosures.ts'
import { decisionWords } from '../words.ts'

export type SummaryRow = { readonly key: { readonly text: string }; readonly value: { readonly text: string } }

const row = (key: string, text: string): SummaryRow => ({ key: { text: key }, value: { text } })
const named = (person: Person): string => `${person.name}, ${person.role}`

/** The question as it was asked, in words, for a summary list. */
export function questionRows(it: Disclosure): SummaryRow[] {
  const law = lawOfSharing()
  const acting = (id: string): string => law.functions.get(id)?.label ?? id
  return [
    ...(it.subject_label === '' ? [] : [row('About', it.subject_label)]),
    row('Kinds of information', it.information.map(id => law.classes.get(id)?.label ?? id).join('; ')),
    row('From', `${it.from_agency_name}, as ${acting(it.from_function)}`),
    row('To', `${it.to_agency_name}, as ${acting(it.to_function)}`),
    row('Why', `To ${law.purposes.get(it.purpose)?.label ?? it.purpose}`),
    row('Answered yes', it.circumstances.map(id => law.circumstances.get(id)?.question ?? id).join(' ') || 'None'),
    row('Why it is needed', it.necessity),
    row('Why less would not do', it.proportionality),
    row('Asked by', `${it.asker_name ?? 'Somebody who has left'}, ${longDate(it.asked_at)}`),
  ]
}

/** The decision in words, for a summary list; none where there is none yet. */
export function decisionRows(it: Disclosure): SummaryRow[] {
  if (it.decision === null) return []
  const law = lawOfSharing()
  return [
    row('Decision', `${decisionWords[it.decision]}, ${longDate(it.decided_on ?? it.asked_at)}`),
    ...(it.authorised_by === null ? [] : [row('Who decided', named(it.authorised_by))]),
    ...(it.decision === 'shared' ? sharedRows(it, law) : notSharedRows(it, law)),
  ]
}

function notSharedRows(it: Disclosure, law: Law): SummaryRow[] {
  return [
    row('Reason', law.notSharingReasons.get(it.reason ?? '')?.label ?? ''),
    row('In their words', it.explanation ?? ''),
    ...(it.look_again_on === null ? [] : [row('To look at again', longDate(it.look_again_on))]),
  ]
}

function sharedRows(it: Disclosure, law: Law): SummaryRow[] {
  const gateway = law.gateways.get(it.gateway ?? '')?.name ?? it.gateway ?? ''
  return [
    row('Power or duty', it.gateway_answer === 'confirm' ? `${gateway} (was to be confirmed)` : gateway),
    row('Lawful basis', basisWords(it.basis, law)),
    row('What was shared', it.what_was_shared ?? ''),
    row('Received by', it.recipients.map(named).join('; ')),
    ...optionalRow('Why it could be shared in confidence', it.confidence),
    ...(it.basis?.regime === 'not_personal' || it.told === null ? [] : personRows(it, it.told, law)),
    ...optionalRow('Appropriate policy document', it.policy_document),
    ...optionalRow('Law confirmed by', it.confirmed_by === null ? null : named(it.confirmed_by)),
    ...optionalRow('Second person who agreed', it.second_authoriser === null ? null : named(it.second_authoriser)),
  ]
}

function personRows(it: Disclosure, told: Told, law: Law): SummaryRow[] {
  return [
    row('Was the person told', toldWords(told, law)),
    row('Agreement to a service', law.consentStatuses.get(it.consent_to_service ?? '')?.label ?? ''),
    ...optionalRow(
      'Shared without agreement because',
      (it.no_consent_reasons ?? []).map(id => law.noConsentReasons.get(id)?.label ?? id).join('; '),
    ),
  ]
}

const optionalRow = (key: string, text: string | null): SummaryRow[] =>
  text === null || text === '' ? [] : [row(key, text)]

function basisWords(basis: LawfulBasis | null, law: Law): string {
  if (basis === null) return ''
  if (basis.regime === 'not_personal') return 'None needed: it names nobody'
  return basisIds({ lawfulBasis: basis })
    .map(id => law.bases.get(id))
    .map(found => (found === undefined ? '' : `${found.reference}, ${found.name}`))
    .join('; ')
}

function toldWords(told: Told, law: Law): string {
  if (told.answer === 'yes') return `Yes, on ${longDate(told.on)}`
  if (told.answer === 'planned') return `Not yet. Planned for ${longDate(told.on)}`
  const reasons = told.reasons.map(id => law.noConsentReasons.get(id)?.label ?? id).join('; ')
  return `No. ${reasons}. ${told.explanation}`
}
