// Every row of partnerships/common/sharing/worked_cases.csv is one test, named by its sentence. Add a row to add a case.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { law } from './fixtures.ts'
import { failureOf, workedCases } from './worked-cases.ts'

for (const worked of workedCases) {
  test(`${worked.topic}: ${worked.case}`, () => assert.equal(failureOf(worked, law), undefined))
}

test('there are at least 60 worked cases, each with its own sentence', () => {
  assert.ok(workedCases.length >= 60, `${workedCases.length} cases`)
  assert.equal(new Set(workedCases.map(worked => worked.case)).size, workedCases.length)
})

test('every gateway that can ever be used has a case where it can and a case where it cannot', () => {
  const seen = new Set(workedCases.map(worked => `${worked.gateway} ${worked.outcome}`))
  const oneSided = [...law.gateways.values()]
    .filter(({ kind }) => kind !== 'not_a_gateway')
    .filter(({ id }) => !seen.has(`${id} can`) || !seen.has(`${id} cannot`))
    .map(({ id }) => id)
  assert.deepEqual(oneSided, [])
})

test('everything quoted as a gateway that is none has a case that refuses it', () => {
  const refused = new Set(workedCases.map(worked => worked.gateway))
  const silent = [...law.gateways.values()].filter(({ id, kind }) => kind === 'not_a_gateway' && !refused.has(id))
  assert.deepEqual(silent, [])
})
