// Every row of partnerships/common/sharing/worked_cases.csv is one test, named by its sentence. Add a row to add a case.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { answerOf, law, lawDirectory, supposing, today } from './fixtures.ts'

const words = z.string().transform(text => text.split(' ').filter(word => word !== ''))
const caseShape = z.strictObject({
  topic: z.string().min(1),
  case: z.string().min(1),
  from: z.string(),
  to: z.string(),
  information: words,
  purpose: z.string(),
  circumstances: words,
  area: z.string(),
  on: z.string(),
  suppose: z.string(),
  gateway: z.string(),
  outcome: z.enum(['can', 'cannot', 'confirm']),
  reason: z.string().min(1),
})
const decides = { can: ['met'], cannot: ['refused', 'missing'], confirm: ['unsure'] }
const rows: unknown = parse(readFileSync(join(lawDirectory, 'worked_cases.csv')), { columns: true })
const cases = z.array(caseShape).parse(rows)

for (const worked of cases) {
  test(`${worked.topic}: ${worked.case}`, () => {
    const [provision, from] = worked.suppose.split('=')
    const onLaw = provision && from ? supposing(law, provision, from) : law
    const proposal = worked.area === '' ? { ...worked, area: 'Warwickshire' } : worked
    const { outcome, reasons } = answerOf(worked.gateway, proposal, worked.on || today, onLaw)
    const text = reasons.map(reason => `${reason.verdict}: ${reason.text}`).join('\n')
    const deciding = reasons.filter(({ verdict }) => decides[worked.outcome].includes(verdict))
    assert.equal(outcome, worked.outcome, text)
    assert.ok(
      deciding.some(reason => reason.text.includes(worked.reason)),
      `No reason for "${worked.outcome}" says "${worked.reason}". They say:\n${text}`,
    )
  })
}

test('there are at least 60 worked cases, each with its own sentence', () => {
  assert.ok(cases.length >= 60, `${cases.length} cases`)
  assert.equal(new Set(cases.map(worked => worked.case)).size, cases.length)
})

test('every gateway has at least one worked case', () => {
  const covered = new Set(cases.map(worked => worked.gateway))
  assert.deepEqual(
    [...law.gateways.keys()].filter(id => !covered.has(id)),
    [],
  )
})

test('every gateway that can ever be used has a case where it can and a case where it cannot', () => {
  const seen = new Set(cases.map(worked => `${worked.gateway} ${worked.outcome}`))
  const oneSided = [...law.gateways.values()]
    .filter(({ kind }) => kind !== 'not_a_gateway')
    .filter(({ id }) => !seen.has(`${id} can`) || !seen.has(`${id} cannot`))
    .map(({ id }) => id)
  // 16LC waits for regulations, so nothing can use it yet.
  assert.deepEqual(oneSided, ['ca2004_s16lc'])
})
