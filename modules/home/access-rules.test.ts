import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { modules } from '#modules'
import { everyRole, roles } from '#modules/agencies'
import { kindsOfRecord } from './access-rules.ts'

const policies = modules.flatMap(({ policy }) => policy ?? [])
const kinds = kindsOfRecord(policies)

const ledger = {
  kind: 'ledger of UK visits',
  words: 'Who did what.',
  collection: 'x',
  tables: ['ledger_entry'],
  roles: [
    { role: 'board', level: 'read', why: 'Looks' },
    { role: 'governance', level: 'manage', why: 'Answers' },
    { role: 'referrer', level: 'read', why: 'Looks' },
  ],
} as const

describe('who may see what', () => {
  const [kind] = kindsOfRecord([ledger])
  test('roles that may do the same for the same reason stand together, the most first', () =>
    assert.deepEqual(kind?.standings, [
      { who: 'Information-governance lead', may: 'may read, change and share', why: 'Answers' },
      { who: 'Referrer and board member', may: 'may read', why: 'Looks' },
    ]))
  test('the roles that may do nothing are named', () =>
    assert.equal(
      kind?.nothing,
      'practitioner, coordinator, chair, intelligence lead, police analyst, analyst and administrator',
    ))
  test('a kind begins with a capital and keeps its others', () => assert.equal(kind?.kind, 'Ledger of UK visits'))
  test('ten roles that all read are everyone who signs in, and nobody is left', () => {
    const [open] = kindsOfRecord([{ ...ledger, roles: everyRole.map(role => ({ role, level: 'read', why: 'Any' })) }])
    assert.deepEqual(open?.standings, [{ who: 'Everyone who signs in', may: 'may read', why: 'Any' }])
    assert.equal(open?.nothing, '')
  })
})

describe('the policies of the modules', () => {
  test('every kind that a module declares has its block', () => assert.equal(kinds.length, policies.length))

  test('every role is named once in every block, with what its policy gives it or under nothing', () => {
    const words = { know: 'may know that it exists', read: 'may read', write: 'may read and change' } as const
    const wrong = policies.flatMap((policy, index) =>
      everyRole
        .filter(role => {
          const given = policy.roles.filter(it => it.role === role)
          const named = (text: string) =>
            text === 'Everyone who signs in' || new RegExp(`(^|, | and )${roles[role]}(,| and |$)`, 'i').test(text)
          const shown = kinds[index]?.standings.filter(({ who }) => named(who)).map(it => it.may) ?? []
          const expected = given.map(({ level }) => (level === 'manage' ? 'may read, change and share' : words[level]))
          const left = named(kinds[index]?.nothing ?? '')
          return shown.join() !== expected.join() || left !== (given.length === 0)
        })
        .map(role => `${policy.kind}: ${role}`),
    )
    assert.deepEqual(wrong, [])
  })

  test('the four kinds of records of people, and no others, tell of the second key', () =>
    assert.deepEqual(
      kinds.filter(({ secondKey }) => secondKey !== undefined).map(({ kind }) => kind),
      ['People: support', 'People: victim service', 'People: refuge', 'People: disruption'],
    ))
  test('a refuge tells that its own team alone opens its records', () =>
    assert.match(kinds.find(({ kind }) => kind === 'People: refuge')?.secondKey ?? '', /only to the refuge’s own team/))
})
