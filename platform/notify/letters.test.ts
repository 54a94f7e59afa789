// What may leave the house, and what a notice may say: no name, no concern, no address of a record.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { noticeKinds } from '../notices/catalogue.ts'
import { type Letter, wordsOf } from './letters.ts'

const expires = new Date('2026-11-23T10:00:00Z')
const letters: { readonly [Kind in Letter['kind']]: Extract<Letter, { kind: Kind }> } = {
  invitation: { kind: 'invitation', address: 'https://breakwater.example.org/link/abc', expires },
  recovery: { kind: 'recovery', address: 'https://breakwater.example.org/link/abc', expires },
  form: { kind: 'form', address: 'https://breakwater.example.org/refer/abc', expires },
  received: { kind: 'received', reference: '3F2A9C' },
  closed: { kind: 'closed', reference: '3F2A9C' },
  waiting: { kind: 'waiting', count: 12, urgent: true, address: 'https://breakwater.example.org/inbox' },
  'ledger head': { kind: 'ledger head', day: '2026-11-21', head: `7:${'a'.repeat(64)}` },
}

// Words of what people are worried about, and what only a record could say.
const concerns =
  /\b(violen\w*|knife|knives|weapon\w*|blade|gang\w*|drug\w*|county lines?|exploit\w*|abus\w*|assault\w*|injur\w*|hurt|harm(?:ed|ing)|stab\w*|shoot\w*|threat\w*|missing|excluded|exclusion|arrest\w*|police|offen[cd]\w*|victim\w*|suspect\w*|safeguard\w*|child\w*|pupil|school|hospital|family|parent|young person|conflict|feud|sealed|refuge)\b/i
const identifiers =
  /[0-9a-f]{8}-[0-9a-f]{4}-|\b\d{3} ?\d{3} ?\d{4}\b|\/(people|cases|referrals|disclosures|actions|meetings)\b/i
// Two words with capitals beside each other, where no sentence begins.
const names = /(?<![.?!]\s|^|\n)\b[A-Z][a-z]+ [A-Z][a-z]+\b/m

function breaches(text: string): string[] {
  return [concerns, identifiers, names].flatMap(pattern => pattern.exec(text)?.[0] ?? [])
}

describe('what leaves the house', () => {
  for (const letter of Object.values(letters))
    test(`${letter.kind}: neither subject nor text names a person, a concern or a record`, () => {
      const { subject, text } = wordsOf(letter)
      assert.deepEqual(breaches(`${subject}\n${text}`), [])
      assert.doesNotMatch(subject, /[\r\n]/)
    })

  for (const [kind, { words }] of Object.entries(noticeKinds))
    test(`the notice "${kind}" names nobody and no concern`, () => {
      assert.deepEqual(breaches(words), [])
    })

  test('planted breaches are found', () => {
    assert.deepEqual(breaches('A referral of Jordan Smith waits.'), ['Jordan Smith'])
    assert.deepEqual(breaches('Somebody was seen with a knife.'), ['knife'])
    assert.deepEqual(breaches('Open https://x.example.org/cases/7 now.'), ['/cases'])
    assert.deepEqual(breaches('Number 943 476 5919 was referred.'), ['943 476 5919'])
  })

  test('a letter to an address that names a record is refused', () => {
    for (const path of ['/cases/1', '/people/0199', '/inbox?who=1', '/link/a#b'])
      assert.throws(
        () => wordsOf({ ...letters.waiting, address: `https://breakwater.example.org${path}` }),
        /names no record/,
        path,
      )
  })

  test('a head that is no hash is refused: words cannot leave in its place', () => {
    assert.throws(() => wordsOf({ ...letters['ledger head'], head: '7:Jordan Smith' }), /a number and a hash/)
  })

  test('one notice is told in the singular, more than 99 without a number', () => {
    assert.match(
      wordsOf({ ...letters.waiting, count: 1, urgent: false }).text,
      /^1 notice waits for you\. Sign in to read it:/,
    )
    assert.match(
      wordsOf({ ...letters.waiting, count: 100 }).text,
      /^More than 99 notices wait for you\. One of them is urgent/,
    )
  })

  test('nothing is sent but through the letters: no other code hands a subject and a text to a mail server or to Notify', () => {
    const root = new URL('../..', import.meta.url).pathname
    const senders = globSync('{platform,modules,engines,example}/**/*.ts', { cwd: root })
      .concat('main.ts', 'cli.ts')
      .filter(path => !path.endsWith('.test.ts'))
      .filter(path => /createTransport|sendMail|notifications\/email/.test(readFileSync(`${root}${path}`, 'utf8')))
    assert.deepEqual(senders.sort(), ['platform/notify.ts', 'platform/notify/govuk.ts'])
  })
})
