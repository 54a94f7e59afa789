import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import type { Visitor } from '#platform/testing/site'
import { ask } from './disclose.ts'
import { actorOf, agency, as, idOfKept, now, nurseAsks, sharingSite } from './sharing-site.test.ts'
import { disclosureById, disclosurePage, disclosuresByInitials } from './store/disclosures.ts'

const placeOf = (answer: LightMyRequestResponse): string => String(answer.headers.location)

/** What a nurse answers about a patient, for a purpose of hers. */
const answers = (purpose: string, circumstances: string) =>
  [
    ['about', { label: 'A.B.' }],
    ['from', { from: 'nhs_trust' }],
    ['to', { to: `${agency('auth.wcc')}:council_childrens_social_care` }],
    ['purpose', { purpose }],
    ['circumstances', { circumstances }],
    [
      'necessity',
      { necessity: 'They cannot judge the risk without it.', proportionality: 'Only this one injury is told.' },
    ],
    ['law', { quoted: 'pcsc_s16' }],
  ] as const

/** Goes through the questions, and returns the address of the answer. */
async function asking(person: Visitor, purpose = 'protect_child'): Promise<string> {
  const start = await person.post('/disclosures/new', {}, '/disclosures/new')
  assert.equal(start.statusCode, 303)
  let at = placeOf(start)
  at = placeOf(await person.post(at, { information: 'patient_information' }))
  for (const [step, fields] of answers(purpose, 'public_interest_outweighs')) {
    assert.match(at, new RegExp(`/${step}$`))
    at = placeOf(await person.post(at, fields))
  }
  assert.match(at, /\/check$/)
  return placeOf(await person.post(at, {}))
}

const idIn = (address: string): string => address.split('/')[2] ?? ''

/** Everything that the record of a nurse's disclosure to social care must say. */
const whole = {
  gateway: 'ca1989_s47',
  article6: 'art6_1_e',
  article9: 'art9_2_g',
  schedule1: 'sch1_para18',
  policyDocument: 'Safeguarding policy, version 3',
  necessity: 'They cannot judge the risk without it.',
  whatWasShared: 'The injury of 20 November.',
  confidence: 'The child may be hurt again.',
  recipient1_name: 'Sample Worker',
  recipient1_role: 'social worker',
  authorisedBy_name: 'Sample Nurse',
  authorisedBy_role: 'named nurse',
  told: 'no',
  toldReasons: 'asking_raises_risk',
  toldExplanation: 'The person feared lives in the home.',
  consentToService: 'not_sought',
  noConsentReasons: 'child_significant_harm',
}

describe('asking before sharing', () => {
  let nurse: Visitor
  before(async () => {
    nurse = await (await sharingSite()).signIn('nurse')
  })

  test('a nurse who had section 16 in mind is told that she cannot use it, and why', async () => {
    const page = (await nurse.get(await asking(nurse))).body
    assert.match(page, /You cannot use Serious Violence Duty, section 16 here/)
    assert.match(page, /Section 16 never covers patient information/)
    assert.match(page, /You cannot use these here/)
    assert.match(page, /OFFICIAL-SENSITIVE/)
    assert.doesNotMatch(page, /type="radio" value="pcsc_s16"/)
  })

  test('a power sent by hand is refused with the reason, by both forms, and nothing is decided', async () => {
    const address = await asking(nurse)
    const chosen = await nurse.post(`${address}/gateway`, { gateway: 'pcsc_s16' }, address)
    assert.equal(chosen.statusCode, 422)
    assert.match(chosen.body, /You cannot use Serious Violence Duty, section 16 here\. /)
    const forced = await nurse.post(`${address}/share`, { ...whole, gateway: 'pcsc_s16' }, `${address}/keep`)
    assert.equal(forced.statusCode, 422)
    assert.match(forced.body, /Section 16 never covers patient information/)
    assert.equal((await as('nurse', tx => disclosureById(tx, idIn(address))))?.decision, null)
  })

  test('with the right power she records what she shares, and the council reads it, printed with its marking', async () => {
    const asked = await as('nurse', tx => ask(tx, nurseAsks, { actor: actorOf('nurse').id, at: now }))
    const address = `/disclosures/${idOfKept(asked)}`
    assert.match((await nurse.get(address)).body, /type="radio" value="ca1989_s47"/)
    const chosen = await nurse.post(`${address}/gateway`, { gateway: 'ca1989_s47' }, address)
    assert.equal(chosen.headers.location, `${address}/share?gateway=ca1989_s47`)
    const form = (await nurse.get(placeOf(chosen))).body
    assert.match(form, /Public task \(UK GDPR Article 6\(1\)\(e\)\)/)
    assert.match(form, /Those that do not fit, and why/)
    const kept = await nurse.post(`${address}/share`, whole, placeOf(chosen))
    assert.equal(kept.statusCode, 303)
    const worker = await (await sharingSite()).signIn('worker')
    const page = (await worker.get(address)).body
    assert.match(page, /Information was shared[\s\S]*Child protection enquiry, section 47/)
    assert.match(page, /No\. Asking or telling the person would put someone in danger/)
    assert.match(page, /class="bw-marking">OFFICIAL-SENSITIVE/)
    assert.match((await worker.get('/disclosures')).body, new RegExp(address))
  })

  test('from a refusal a link leads to what was asked; asked again, each answer is there with a link to change it', async () => {
    const at = await asking(nurse)
    const { body } = await nurse.get(at)
    assert.match(body, /href="#asked"/)
    const check = placeOf(await nurse.post(`${at}/again`, {}, at))
    assert.match(check, /\/disclosures\/new\/[0-9a-f-]{36}\/check$/)
    const shown = (await nurse.get(check)).body
    for (const step of ['information', 'about', 'to', 'purpose', 'circumstances', 'necessity', 'law'])
      assert.ok(shown.includes(`/${step}"`) || shown.includes(`/${step}?`), step)
    assert.match(shown, /A\.B\.[\s\S]*They cannot judge the risk without it/)
    const next = placeOf(await nurse.post(check, {}))
    assert.notEqual(next, at)
    assert.equal((await as('nurse', tx => disclosureById(tx, idIn(next))))?.quoted_gateway, 'pcsc_s16')
    const worker = await (await sharingSite()).signIn('worker')
    assert.equal((await worker.post(`${at}/again`, {}, '/disclosures')).statusCode, 404)
  })

  test('where confidence is not lifted the page says what is missing', async () => {
    const question = { ...nurseAsks, circumstances: ['concerns_child', 'child_significant_harm'] }
    const asked = await as('nurse', tx => ask(tx, question, { actor: actorOf('nurse').id, at: now }))
    const page = (await nurse.get(`/disclosures/${idOfKept(asked)}`)).body
    assert.match(page, /Would work, but something is missing[\s\S]*which is held in confidence/)
  })

  test('what is left blank is asked for beside its field, and what was typed stays', async () => {
    const address = await asking(nurse, 'prevent_serious_harm')
    const fields = { ...whole, gateway: 'common_law_public_interest', whatWasShared: '', told: '' }
    const answer = await nurse.post(`${address}/share`, fields, `${address}/keep`)
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /Say whether the person was told/)
    assert.match(answer.body, /Say what was shared\./)
    assert.match(answer.body, /The child may be hurt again\./)
  })

  test('a decision not to share is recorded with its reason', async () => {
    const address = await asking(nurse)
    const empty = await nurse.post(`${address}/keep`, {}, `${address}/keep`)
    assert.equal(empty.statusCode, 422)
    assert.match(empty.body, /Choose the reason for not sharing/)
    const fields = {
      reason: 'not_needed',
      explanation: 'They have it.',
      authorisedBy_name: 'N',
      authorisedBy_role: 'nurse',
    }
    assert.equal((await nurse.post(`${address}/keep`, fields, `${address}/keep`)).statusCode, 303)
    const page = (await nurse.get(address)).body
    assert.match(page, /Decided not to share/)
    assert.match(page, /The other body can do its work without it/)
  })

  test('a decision under initials alone is found by whoever answers for all of them, and with it nothing of another name', async () => {
    const found = (who: 'governance' | 'probation', initials: string) =>
      as(who, async tx => (await disclosuresByInitials(tx, initials)).map(it => it.subject_label))
    assert.ok((await found('governance', 'ab')).includes('A.B.'))
    assert.deepEqual(new Set(await found('governance', 'AB')), new Set(['A.B.']))
    assert.deepEqual(await found('governance', 'ABC'), [])
    assert.deepEqual(await found('probation', 'AB'), [])
  })

  test('a link from a record keeps the record, by kind and id', async () => {
    const subject = '0190aaaa-0000-7000-8000-00000000abcd'
    const first = `/disclosures/new?subject=${subject}&kind=person`
    assert.match((await nurse.get(first)).body, new RegExp(`name="subject" value="${subject}"`))
    let at = placeOf(await nurse.post('/disclosures/new', { subject, kind: 'person' }, first))
    at = placeOf(await nurse.post(at, { information: 'safeguarding' }))
    for (const [, fields] of answers('safeguard_child', '')) at = placeOf(await nurse.post(at, fields))
    const address = placeOf(await nurse.post(at, {}))
    const it = await as('nurse', tx => disclosureById(tx, idIn(address)))
    assert.deepEqual([it?.subject_kind, it?.subject], ['person', subject])
  })
})

describe('who comes to the pages of disclosures', () => {
  test('a board member and an administrator cannot ask, and see nothing in the list', async () => {
    const site = await sharingSite()
    for (const who of ['council-board', 'council-administrator']) {
      const person = await site.signIn(who)
      assert.equal((await person.get('/disclosures/new')).statusCode, 403, who)
      assert.match((await person.get('/disclosures')).body, /There is nothing here that you may see/, who)
    }
  })

  test('another agency finds no page of it, and cannot decide it', async () => {
    const site = await sharingSite()
    const address = await asking(await site.signIn('nurse'))
    const stranger = await site.signIn('probation')
    assert.equal((await stranger.get(address)).statusCode, 404)
    assert.equal((await stranger.post(`${address}/share`, whole, '/account')).statusCode, 404)
  })

  test('governance reads an open question, and has no button to decide it', async () => {
    const site = await sharingSite()
    const address = await asking(await site.signIn('nurse'))
    const lead = await site.signIn('governance')
    const page = await lead.get(address)
    assert.match(page.body, /Only whoever asked can decide/)
    assert.equal((await lead.post(`${address}/keep`, {}, '/account')).statusCode, 404)
  })
})

describe('the list of disclosures', () => {
  test('filters by agency, power and day; an unknown filter is passed over', async () => {
    const site = await sharingSite()
    await asking(await site.signIn('nurse'))
    const lead = await site.signIn('governance')
    assert.match((await lead.get(`/disclosures?agency=${agency('auth.wcc')}`)).body, /A\.B\./)
    assert.doesNotMatch((await lead.get(`/disclosures?agency=${agency('auth.fire')}`)).body, /A\.B\./)
    assert.doesNotMatch((await lead.get('/disclosures?gateway=cda_s17a')).body, /A\.B\./)
    assert.doesNotMatch((await lead.get('/disclosures?until=2020-01-01')).body, /A\.B\./)
    assert.match((await lead.get('/disclosures?from=2026-11-21&until=nonsense')).body, /A\.B\./)
  })

  test('pages by key: the next page begins after the last of this one', async () => {
    const { rest, all } = await as('governance', async tx => {
      const [first, ...others] = await disclosurePage(tx, {})
      return { all: others.map(({ id }) => id), rest: await disclosurePage(tx, { before: first?.id ?? '' }) }
    })
    assert.deepEqual(
      rest.slice(0, all.length).map(({ id }) => id),
      all,
    )
  })
})

describe('the law as pages', () => {
  test('anybody reads it, with what is to be confirmed and what has not started', async () => {
    const anybody = (await sharingSite()).visitor()
    assert.match((await anybody.get('/law')).body, /Serious Violence Duty, section 16[\s\S]*In force/)
    assert.match((await anybody.get('/law/legislation')).body, /section 16LA[\s\S]*To be confirmed/)
    assert.match((await anybody.get('/law/lawful-bases')).body, /UK GDPR Article 6\(1\)\(e\)/)
    assert.match((await anybody.get('/law/to-confirm')).body, /agency_functions\.csv/)
  })

  test('each table is a file', async () => {
    const anybody = (await sharingSite()).visitor()
    const file = await anybody.get('/law/files/gateways.csv')
    assert.match(file.body, /"Serious Violence Duty, section 16",Power: you may,In force/)
    assert.match(String(file.headers['content-disposition']), /law-of-sharing-gateways-2026-11-21\.csv/)
    assert.equal((await anybody.get('/law/files/other.csv')).statusCode, 404)
    assert.equal((await anybody.get('/law/files/legislation.ods')).statusCode, 200)
    assert.equal((await anybody.get('/law/files/legislation.exe')).statusCode, 404)
  })
})
