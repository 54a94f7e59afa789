// A decision to share must name a gateway that can be used, a lawful basis that fits, and who, what, why and whether told.
import { basisProblems } from './basis-record.ts'
import { type Facts, factsOf } from './disclosure.ts'
import { type Assessment, assess, type GatewayAnswer } from './engine.ts'
import type { Law } from './law.ts'
import type { Person, Problem, SharedRecord, Told } from './record-types.ts'
import { filled, isoDay } from './words.ts'

/** Everything that stops this record from being kept, in the order a form would ask. */
export function sharedProblems(record: SharedRecord, law: Law): Problem[] {
  const facts = factsOf(record.disclosure, law)
  if (Array.isArray(facts)) return facts.map(message => ({ field: 'disclosure', message }))
  const assessment = assess(record.disclosure, law, record.on)
  return [
    ...gatewayProblems(record, assessment),
    ...basisProblems(record, assessment),
    ...blank('necessity', record.necessity, 'Say why this is needed, and why less would not do.'),
    ...blank('whatWasShared', record.whatWasShared, 'Say what was shared.'),
    ...recipientProblems(record),
    ...personProblems('authorisedBy', record.authorisedBy, 'Say who decided to share: their name and role.'),
    ...secondPersonProblems(record, facts),
    ...confidenceProblems(record, facts),
    ...(facts.identifies ? personalProblems(record, law) : []),
  ]
}

/** Points worth knowing that do not stop the record. */
export function sharedAdvice(record: SharedRecord, law: Law): string[] {
  const chosen = law.gateways.get(record.gateway)
  return chosen?.mappingStatus === 'confirm'
    ? [`The entry for ${chosen.name} has not been checked by a lawyer or information-governance lead yet.`]
    : []
}

const blank = (field: string, text: string | undefined, message: string): Problem[] =>
  filled(text) ? [] : [{ field, message }]

function personProblems(field: string, person: Person | undefined, message: string): Problem[] {
  return person !== undefined && filled(person.name) && filled(person.role) ? [] : [{ field, message }]
}

function gatewayProblems(record: SharedRecord, { gateways }: Assessment): Problem[] {
  if (!filled(record.gateway)) return [{ field: 'gateway', message: 'Choose the power or duty you are using.' }]
  const chosen = gateways.find(({ id }) => id === record.gateway)
  if (chosen === undefined)
    return [{ field: 'gateway', message: `We do not know the gateway "${record.gateway}". Choose one from the list.` }]
  if (chosen.outcome === 'cannot')
    return [{ field: 'gateway', message: `You cannot use ${chosen.name} here. ${why(chosen, ['refused', 'missing'])}` }]
  return chosen.outcome === 'confirm' ? confirmationProblems(record, chosen) : []
}

function confirmationProblems(record: SharedRecord, chosen: GatewayAnswer): Problem[] {
  const message = `${why(chosen, ['unsure'])} Record the name and role of the person who confirmed that you can use it.`
  return personProblems('confirmedBy', record.confirmedBy, message)
}

function why(answer: GatewayAnswer, verdicts: readonly string[]): string {
  return answer.reasons
    .filter(({ verdict }) => verdicts.includes(verdict))
    .map(({ text }) => text)
    .join(' ')
}

function recipientProblems({ recipients }: SharedRecord): Problem[] {
  if (recipients.length === 0) return [{ field: 'recipients', message: 'Say who received it.' }]
  return recipients.every(({ name, role, agency }) => filled(name) && filled(role) && filled(agency))
    ? []
    : [{ field: 'recipients', message: 'Give the name, role and agency of each person who received it.' }]
}

function secondPersonProblems(record: SharedRecord, facts: Facts): Problem[] {
  if (!facts.classes.some(kind => kind.secondPerson)) return []
  const message =
    'This kind of information needs a second person, not the one who decided, to agree before it is shared.'
  const field = 'secondAuthoriser'
  if (record.secondAuthoriser?.name.trim() === record.authorisedBy.name.trim()) return [{ field, message }]
  return personProblems(field, record.secondAuthoriser, message)
}

function confidenceProblems(record: SharedRecord, facts: Facts): Problem[] {
  if (!facts.classes.some(kind => kind.confidential)) return []
  return blank('confidence', record.confidence, 'Say why information held in confidence could be shared.')
}

function personalProblems(record: SharedRecord, law: Law): Problem[] {
  return [
    ...toldProblems(record.told, record.on, law),
    ...(law.consentStatuses.has(record.consentToService)
      ? []
      : [
          {
            field: 'consentToService',
            message: 'Say whether the person agreed to a service. It is not the lawful basis.',
          },
        ]),
    ...noConsentProblems(record, law),
  ]
}

function toldProblems(told: Told, on: string, law: Law): Problem[] {
  if (told.answer === 'no') return notToldProblems(told, law)
  const day = isoDay(told.on, 'told.on')
  return told.answer === 'planned' && day < isoDay(on, 'on')
    ? [{ field: 'told', message: 'The day you plan to tell the person is before the day you shared.' }]
    : []
}

function notToldProblems(told: Extract<Told, { answer: 'no' }>, law: Law): Problem[] {
  const good = told.reasons.filter(id => law.noConsentReasons.get(id)?.alsoForNotTelling)
  if (good.length === 0 || good.length < told.reasons.length)
    return [{ field: 'told', message: 'Choose why the person was not told, from the reasons for not telling.' }]
  return blank('told', told.explanation, 'Explain why the person was not told.')
}

// Agreeing to the sharing is a circumstance of the proposal; agreeing to a service is not, and does not count here.
function noConsentProblems({ disclosure, noConsentReasons }: SharedRecord, law: Law): Problem[] {
  const unknown = noConsentReasons.filter(id => !law.noConsentReasons.has(id))
  if (unknown.length > 0)
    return [{ field: 'noConsentReasons', message: `We do not know the reason "${unknown[0]}". Choose from the list.` }]
  if (disclosure.circumstances.includes('person_agreed_to_this_sharing') || noConsentReasons.length > 0) return []
  return [{ field: 'noConsentReasons', message: 'The person has not agreed to this sharing. Choose why it is shared.' }]
}
