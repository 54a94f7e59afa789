// The shape of every file in partnerships/<pack>/sharing. Files are written in snake_case; the program reads camelCase.
import { z } from 'zod'

const id = z.string().regex(/^[a-z0-9_]+$/, 'an id has only small letters, digits and underscores')
const sentence = z.string().trim().min(1, 'must not be empty')
const day = z.iso.date('must be a day such as 2026-11-21')
const idList = z.array(id).min(1, 'must name at least one')
const anyOrIds = z.union([z.literal('any'), idList])
const yesNo = z.enum(['yes', 'no']).transform(answer => answer === 'yes')
const words = z
  .string()
  .transform(text => text.split(/\s+/).filter(word => word !== ''))
  .pipe(z.array(id))
const mappingStatus = z.enum(['verified', 'confirm'])
const origin = { source: sentence, mappingStatus }
const flagsBecause = z.strictObject({ flags: idList, because: sentence })
const classesBecause = z.strictObject({ classes: idList, because: sentence })

const need = z.strictObject({
  anyOf: idList,
  because: sentence,
  when: z.enum(['always', 'personal']).default('always'),
})

export const provisionSchema = z
  .strictObject({
    id,
    section: sentence,
    about: sentence,
    status: z.enum(['in_force', 'not_commenced', 'confirm']),
    enacted: day.optional(),
    from: day.optional(),
    until: day.optional(),
    note: z.string().optional(),
    mappingStatus,
  })
  .refine(provision => provision.status !== 'in_force' || provision.from !== undefined, {
    path: ['from'],
    message: 'a provision that is in force needs the day it started',
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    path: ['until'],
    message: 'a provision must end after it starts',
  })

export const actSchema = z.strictObject({
  id,
  title: sentence,
  citation: sentence,
  enacted: day,
  source: sentence,
  provisions: z.array(provisionSchema).min(1),
})

const namedGateway = { id, name: sentence, provision: id.optional(), summary: sentence, ...origin }

const route = z.strictObject({
  ...namedGateway,
  kind: z.enum(['power', 'duty', 'common_law', 'court']),
  from: anyOrIds,
  to: anyOrIds,
  hub: flagsBecause.optional(),
  areas: z.array(sentence).min(1).optional(),
  purposes: anyOrIds,
  information: z.strictObject({
    allowed: anyOrIds,
    refused: z.array(classesBecause).default([]),
    unsure: z.array(classesBecause).default([]),
  }),
  personalRefusedFrom: flagsBecause.optional(),
  depersonalisedOnly: sentence.optional(),
  needs: z.array(need).default([]),
  stops: z.array(z.strictObject({ circumstance: id, because: sentence })).default([]),
  confidence: z.enum(['lifted', 'kept', 'confirm']),
  refusal: z.strictObject({ reasons: idList, because: sentence, onlyIf: idList.optional() }).optional(),
  conditions: z.array(sentence),
})

const notAGateway = z.strictObject({ ...namedGateway, kind: z.literal('not_a_gateway'), never: sentence })

export const gatewaySchema = z.discriminatedUnion('kind', [route, notAGateway])

export const basisSchema = z.strictObject({
  id,
  family: z.enum(['article_6', 'article_9', 'article_10', 'schedule_1', 'part_3', 'schedule_8']),
  reference: sentence,
  name: sentence,
  provision: id,
  summary: sentence,
  openTo: flagsBecause.optional(),
  closedTo: flagsBecause.optional(),
  purposes: anyOrIds.default('any'),
  purposesBecause: sentence.optional(),
  needs: z.array(need).default([]),
  needsDuty: sentence.optional(),
  pairedWith: idList.optional(),
  policyDocument: z.enum(['needed', 'not_needed', 'not_to_competent_authority']).optional(),
  ...origin,
})

export const obligationSchema = z.strictObject({
  id,
  text: sentence,
  when: z.strictObject({
    identifies: z.boolean().optional(),
    regime: z.enum(['part_2', 'part_3']).optional(),
    from: idList.optional(),
    to: idList.optional(),
    information: idList.optional(),
    kind: z.enum(['special', 'offence', 'special_or_offence', 'confidential', 'second_person']).optional(),
    circumstances: idList.optional(),
  }),
  provision: id.optional(),
  ...origin,
})

export const functionSchema = z.strictObject({
  id,
  label: sentence,
  flags: words,
  unsureFlags: words,
  note: z.string(),
  ...origin,
})

export const informationClassSchema = z.strictObject({
  id,
  label: sentence,
  personal: yesNo,
  special: yesNo,
  offence: yesNo,
  confidential: yesNo,
  secondPerson: yesNo,
  onlyBy: words,
  because: z.string(),
  ...origin,
})

export const purposeSchema = z.strictObject({ id, label: sentence, lawEnforcement: yesNo, ...origin })
export const circumstanceSchema = z.strictObject({ id, question: sentence, liftsConfidenceFor: words, ...origin })
export const labelSchema = z.strictObject({ id, label: sentence, ...origin })
export const noConsentReasonSchema = z.strictObject({ id, label: sentence, alsoForNotTelling: yesNo, ...origin })
export const consentStatusSchema = z.strictObject({ id, label: sentence, agreed: yesNo, ...origin })

const keep = z.union([
  z.literal('permanent').transform(() => 'permanent' as const),
  z
    .string()
    .regex(/^[1-9]\d* (days|years)$/, 'must be "permanent", or a number of days or years such as "90 days"')
    .transform(text => {
      const [count, unit] = text.split(' ')
      return { count: Number(count), unit: unit === 'days' ? ('days' as const) : ('years' as const) }
    }),
])

export const retentionSchema = z.strictObject({
  id,
  label: sentence,
  countsFrom: sentence,
  keep,
  childUntilAge: z
    .string()
    .regex(/^\d*$/, 'must be an age in years, or empty')
    .transform(age => (age === '' ? undefined : Number(age))),
  whenDue: z.enum(['review', 'delete']),
  driver: sentence,
  ...origin,
})

export type Provision = z.output<typeof provisionSchema> & { act: string; enacted: string }
export type Gateway = z.output<typeof gatewaySchema>
export type Route = z.output<typeof route>
export type Need = z.output<typeof need>
export type Basis = z.output<typeof basisSchema>
export type BasisFamily = Basis['family']
export type Obligation = z.output<typeof obligationSchema>
export type AgencyFunction = z.output<typeof functionSchema>
export type InformationClass = z.output<typeof informationClassSchema>
export type Purpose = z.output<typeof purposeSchema>
export type Circumstance = z.output<typeof circumstanceSchema>
export type Label = z.output<typeof labelSchema>
export type NoConsentReason = z.output<typeof noConsentReasonSchema>
export type RetentionSchedule = z.output<typeof retentionSchema>
export type ConsentStatus = z.output<typeof consentStatusSchema>

/** The whole law of sharing, each file by its ids, in file order. */
export type Law = {
  readonly provisions: ReadonlyMap<string, Provision>
  readonly flags: ReadonlyMap<string, Label>
  readonly functions: ReadonlyMap<string, AgencyFunction>
  readonly classes: ReadonlyMap<string, InformationClass>
  readonly purposes: ReadonlyMap<string, Purpose>
  readonly circumstances: ReadonlyMap<string, Circumstance>
  readonly gateways: ReadonlyMap<string, Gateway>
  readonly bases: ReadonlyMap<string, Basis>
  readonly obligations: ReadonlyMap<string, Obligation>
  readonly noConsentReasons: ReadonlyMap<string, NoConsentReason>
  readonly notSharingReasons: ReadonlyMap<string, Label>
  readonly consentStatuses: ReadonlyMap<string, ConsentStatus>
  readonly retention: ReadonlyMap<string, RetentionSchedule>
}

/** True for a real gateway; false for law that is often quoted but lets nobody share. */
export function isRoute(gateway: Gateway): gateway is Route {
  return gateway.kind !== 'not_a_gateway'
}
