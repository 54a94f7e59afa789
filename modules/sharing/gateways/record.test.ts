import assert from 'node:assert/strict'
import { test } from 'node:test'
import { law, nurseRecord, nurseToSocialCare, supposing, today } from './fixtures.ts'
import { checkRecord } from './record.ts'
import type { NotSharedRecord, SharedRecord } from './record-types.ts'

const problems = (over: Partial<SharedRecord>, from = law) => checkRecord({ ...nurseRecord, ...over }, from).problems
const fields = (over: Partial<SharedRecord>) => problems(over).map(({ field }) => field)
const messages = (over: Partial<SharedRecord>, from = law) =>
  problems(over, from)
    .map(({ message }) => message)
    .join('\n')

const schoolToPolice: Partial<SharedRecord> = {
  disclosure: {
    from: 'school',
    to: 'police',
    information: ['education_record'],
    purpose: 'serious_violence_duty',
    circumstances: [],
  },
  gateway: 'pcsc_s16',
  lawfulBasis: { regime: 'part_2', article6: 'art6_1_e' },
}

const notShared: NotSharedRecord = {
  decision: 'not_shared',
  disclosure: {
    from: 'nhs_trust',
    to: 'council_childrens_social_care',
    information: ['safeguarding'],
    purpose: 'safeguard_child',
    circumstances: ['concerns_child', 'relevant_to_child_welfare', 'may_help_recipient'],
  },
  on: today,
  reason: 'less_would_do',
  explanation: 'The family support worker only needed the date of the next visit.',
  authorisedBy: { name: 'Sample Nurse', role: 'named nurse' },
}

test('a finished record has no problems', () => {
  assert.deepEqual(checkRecord(nurseRecord, law).problems, [])
  assert.equal(checkRecord(nurseRecord, law).complete, true)
})

test('a nurse who picks section 16 is refused with the reason', () => {
  const text = messages({ gateway: 'pcsc_s16' })
  assert.match(text, /You cannot use Serious Violence Duty, section 16 here\./)
  assert.match(text, /Section 16 never covers patient information/)
  assert.match(text, /You are acting as an NHS trust, including its nurses and doctors, which is not one of these\./)
})

test('the crime exemption is refused as a gateway', () => {
  assert.match(messages({ gateway: 'dpa_sch2_para2' }), /This is an exemption, not a power/)
})

test('no gateway, and a gateway nobody knows, are refused', () => {
  assert.match(messages({ gateway: ' ' }), /Choose the power or duty you are using/)
  assert.match(messages({ gateway: 'gut_feeling' }), /We do not know the gateway "gut_feeling"/)
})

test('a gateway that must be confirmed needs the person who confirmed it', () => {
  const council = { ...nurseToSocialCare, from: 'council_community_safety', to: 'police', information: ['personal'] }
  const over: Partial<SharedRecord> = {
    disclosure: { ...council, purpose: 'serious_violence_duty' },
    gateway: 'pcsc_s16',
    lawfulBasis: { regime: 'part_2', article6: 'art6_1_e' },
  }
  assert.deepEqual(fields(over), ['confirmedBy'])
  assert.deepEqual(fields({ ...over, confirmedBy: { name: 'Sample Lead', role: 'information governance' } }), [])
})

test('a record without Article 6, Article 9 or a Schedule 1 condition is not complete', () => {
  assert.deepEqual(fields({ lawfulBasis: { regime: 'part_2', article6: '' } }), ['article6', 'article9'])
  const noCondition = { regime: 'part_2', article6: 'art6_1_e', article9: 'art9_2_g' } as const
  assert.match(messages({ lawfulBasis: noCondition }), /needs a Schedule 1 condition that goes with it/)
})

test('a Schedule 1 condition must go with its Article 9 condition', () => {
  const mismatch = { regime: 'part_2', article6: 'art6_1_e', article9: 'art9_2_g', schedule1: ['sch1_para2'] } as const
  assert.match(messages({ lawfulBasis: mismatch }), /Substantial public interest needs a Schedule 1 condition/)
})

test('consent as the lawful basis for protecting a child is refused with the reason', () => {
  const consent = { regime: 'part_2', article6: 'art6_1_a', article9: 'art9_2_g', schedule1: ['sch1_para18'] } as const
  assert.match(messages({ lawfulBasis: consent }), /Consent does not fit\. Consent is not the basis for safeguarding/)
})

test('agreeing to a service never stands in for the lawful basis or for being told', () => {
  const over = { consentToService: 'given_by_parent', lawfulBasis: { regime: 'not_personal' } as const }
  assert.match(messages(over), /needs a lawful basis as well as a gateway/)
  assert.deepEqual(fields({ consentToService: 'given_by_parent', noConsentReasons: [] }), ['noConsentReasons'])
})

test('the three answers are asked for apart', () => {
  assert.deepEqual(fields({ consentToService: '' }), ['consentToService'])
  assert.deepEqual(fields({ told: { answer: 'no', reasons: [], explanation: 'x' } }), ['told'])
})

test('a Part 2 record of a Part 3 act is sent back', () => {
  const police: Partial<SharedRecord> = {
    ...schoolToPolice,
    disclosure: {
      from: 'police',
      to: 'probation',
      information: ['criminal_offence'],
      purpose: 'serious_violence_duty',
      circumstances: [],
    },
  }
  assert.match(messages(police), /the law enforcement rules apply \(Part 3\)/)
  assert.deepEqual(fields({ ...police, lawfulBasis: { regime: 'part_3', ground: '' } }), ['ground'])
  assert.deepEqual(fields({ ...police, lawfulBasis: { regime: 'part_3', ground: 'part3_task' } }), [])
})

test('a condition that needs a policy document needs it named', () => {
  assert.deepEqual(fields({ policyDocument: '' }), ['policyDocument'])
})

test('necessity, what was shared, recipients and who decided cannot be blank', () => {
  assert.deepEqual(fields({ necessity: ' ' }), ['necessity'])
  assert.deepEqual(fields({ whatWasShared: '' }), ['whatWasShared'])
  assert.deepEqual(fields({ recipients: [] }), ['recipients'])
  assert.deepEqual(fields({ recipients: [{ name: 'Sample Worker', role: '', agency: 'Sample council' }] }), [
    'recipients',
  ])
  assert.deepEqual(fields({ authorisedBy: { name: '', role: 'named nurse' } }), ['authorisedBy'])
})

test('information held in confidence needs the reason it could be shared', () => {
  assert.deepEqual(fields({ confidence: '' }), ['confidence'])
})

test('a refuge address needs a second person who is not the first', () => {
  const disclosure = { ...nurseToSocialCare, information: ['refuge_address'] }
  const over: Partial<SharedRecord> = { disclosure, lawfulBasis: { regime: 'part_2', article6: 'art6_1_e' } }
  assert.deepEqual(fields(over), ['secondAuthoriser'])
  assert.deepEqual(fields({ ...over, secondAuthoriser: nurseRecord.authorisedBy }), ['secondAuthoriser'])
  assert.deepEqual(fields({ ...over, secondAuthoriser: { name: 'Sample Lead', role: 'named doctor' } }), [])
})

test('not telling needs a reason for not telling, and an explanation', () => {
  assert.match(
    messages({ told: { answer: 'no', reasons: ['serious_crime'], explanation: 'x' } }),
    /from the reasons for not telling/,
  )
  assert.match(
    messages({ told: { answer: 'no', reasons: ['asking_raises_risk'], explanation: '' } }),
    /Explain why the person was not told/,
  )
})

test('a plan to tell the person cannot be in the past', () => {
  assert.deepEqual(fields({ told: { answer: 'planned', on: '2026-11-20' } }), ['told'])
  assert.deepEqual(fields({ told: { answer: 'planned', on: '2026-12-01' } }), [])
})

test('figures that name nobody need no lawful basis, no telling and no consent', () => {
  const over: Partial<SharedRecord> = {
    disclosure: {
      from: 'police',
      to: 'district_council',
      information: ['depersonalised'],
      purpose: 'quarterly_figures',
      circumstances: ['quarterly_set'],
    },
    gateway: 'cda_s17a',
    lawfulBasis: { regime: 'not_personal' },
    consentToService: '',
    noConsentReasons: [],
  }
  assert.deepEqual(fields(over), [])
})

test('the check uses the law on the day of the decision', () => {
  assert.match(messages({ ...schoolToPolice, on: '2022-06-01' }), /was not in force on 1 June 2022/)
  assert.deepEqual(fields(schoolToPolice), [])
})

test('an entry no lawyer has checked is named as advice', () => {
  assert.match(checkRecord(nurseRecord, law).advice.join(), /Child protection enquiry, section 47 has not been checked/)
})

test('a decision not to share is kept with its reason', () => {
  assert.deepEqual(checkRecord(notShared, law).problems, [])
  const unclear = { ...notShared, reason: '', explanation: '', authorisedBy: { name: '', role: '' } }
  const wanted = ['reason', 'explanation', 'authorisedBy']
  assert.deepEqual(
    checkRecord(unclear, law).problems.map(({ field }) => field),
    wanted,
  )
})

test('while section 16LA is not confirmed, holding back is advised against but kept', () => {
  assert.match(checkRecord(notShared, law).advice.join(), /section 16LA may apply, but that is not confirmed/)
})

test('while section 16LA is in force, only "more detrimental to the child" lets a listed body hold back', () => {
  const inForce = supposing(law, 'ca_2004_s16la', '2026-09-01')
  const refused = checkRecord(notShared, inForce)
  assert.match(refused.problems.map(({ message }) => message).join(), /only if sharing would hurt the child more/)
  assert.equal(checkRecord({ ...notShared, reason: 'more_detrimental_to_child' }, inForce).complete, true)
  assert.equal(checkRecord({ ...notShared, on: '2026-08-31' }, inForce).complete, true)
})

test('saying the child would be hurt more must also be the reason given', () => {
  const inForce = supposing(law, 'ca_2004_s16la', '2026-09-01')
  const circumstances = [...notShared.disclosure.circumstances, 'more_detrimental_to_child']
  const record = { ...notShared, disclosure: { ...notShared.disclosure, circumstances } }
  assert.equal(checkRecord(record, inForce).complete, false)
  assert.equal(checkRecord({ ...record, reason: 'more_detrimental_to_child' }, inForce).complete, true)
})

test('"no power allows it" is refused when one does', () => {
  const record = { ...notShared, reason: 'no_gateway' }
  assert.match(
    checkRecord(record, law)
      .problems.map(({ message }) => message)
      .join(),
    /would allow this/,
  )
})

test('waiting for advice needs a day to look again', () => {
  const waiting = { ...notShared, reason: 'waiting_for_advice' }
  assert.deepEqual(
    checkRecord(waiting, law).problems.map(({ field }) => field),
    ['lookAgainOn'],
  )
  assert.equal(checkRecord({ ...waiting, lookAgainOn: '2026-11-24' }, law).complete, true)
})

test('a record that cannot be read is sent back with the sentence', () => {
  const disclosure = { ...nurseToSocialCare, from: 'unknown_team' }
  assert.match(messages({ disclosure }), /We do not know the function "unknown_team"/)
})
