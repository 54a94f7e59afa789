import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ClaimRule, issuerProblems, mapClaims } from './claims.ts'

const rules: readonly ClaimRule[] = [
  { gives: 'second-factor', claim: 'amr', value: 'mfa', key: 'mfa' },
  { gives: 'second-factor', claim: 'acr', value: 'urn:example:silver', key: 'urn:example:silver' },
  { gives: 'role', claim: 'groups', value: 'prevention-analysts', key: 'analyst' },
  { gives: 'role', claim: 'groups', value: 'prevention-leads', key: 'coordinator' },
  { gives: 'agency', claim: 'department', value: 'YJS', key: 'auth.yos' },
  { gives: 'agency', claim: 'department', value: 'Childrens', key: 'auth.wcc.children' },
]
const map = (claims: Record<string, unknown>) => mapClaims(claims, rules, 'auth.wcc')

test('a group that a rule names gives its role, at the issuer’s own agency', () => {
  assert.deepEqual(map({ amr: ['pwd', 'mfa'], groups: ['prevention-analysts', 'tea-rota'] }), {
    ok: true,
    agency: 'auth.wcc',
    roles: ['analyst'],
  })
})

test('two groups give two roles, and a claim may be one word instead of a list', () => {
  const claims = { acr: 'urn:example:silver', groups: ['prevention-leads', 'prevention-analysts'], department: 'YJS' }
  assert.deepEqual(map(claims), { ok: true, agency: 'auth.yos', roles: ['analyst', 'coordinator'] })
})

test('without evidence of a second factor nobody comes in, whatever else they hold', () => {
  assert.deepEqual(map({ amr: ['pwd'], acr: '0', groups: ['prevention-leads'] }), {
    ok: false,
    reason: 'no-second-factor',
  })
})

test('claims that no rule names give nothing', () => {
  assert.deepEqual(map({ amr: ['mfa'], groups: ['tea-rota'], roles: ['coordinator'] }), {
    ok: false,
    reason: 'no-role',
  })
})

test('two agencies at once are refused rather than guessed', () => {
  const claims = { amr: 'mfa', groups: 'prevention-leads', department: ['YJS', 'Childrens'] }
  assert.deepEqual(map(claims), { ok: false, reason: 'two-agencies' })
})

test('no claims of any shape give a role without evidence of a second factor', () => {
  const anything = fc.dictionary(fc.constantFrom('groups', 'department', 'roles', '__proto__', 'amr'), fc.anything())
  fc.assert(
    fc.property(anything, claims => {
      const evidence = claims['amr'] === 'mfa' || (Array.isArray(claims['amr']) && claims['amr'].includes('mfa'))
      return evidence || !map(claims).ok
    }),
  )
})

test('an issuer needs a rule for the second factor and one for a role before it is switched on', () => {
  assert.equal(issuerProblems([]).length, 2)
  assert.equal(issuerProblems(rules).length, 0)
})
