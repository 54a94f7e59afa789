import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { law, lawDirectory } from './fixtures.ts'
import { readLaw, unconfirmed } from './law.ts'

/** Reads a copy of the law in which one file has one piece of text changed, and returns the sentence it fails with. */
function failureAfter(file: string, change: (text: string) => string): string {
  const copy = mkdtempSync(join(tmpdir(), 'law-'))
  try {
    cpSync(lawDirectory, copy, { recursive: true })
    const before = readFileSync(join(copy, file), 'utf8')
    const after = change(before)
    assert.notEqual(after, before, 'the change must change something')
    writeFileSync(join(copy, file), after)
    readLaw(copy)
    return 'no failure'
  } catch (error) {
    if (error instanceof assert.AssertionError || !(error instanceof Error)) throw error
    return error.message
  } finally {
    rmSync(copy, { recursive: true })
  }
}

test('section 16 is in force from 31 January 2023 and section 16LA is not confirmed', () => {
  assert.equal(law.provisions.get('pcsc_2022_s16')?.from, '2023-01-31')
  assert.equal(law.provisions.get('ca_2004_s16la')?.status, 'confirm')
})

test('a missing file is named', () => {
  const empty = mkdtempSync(join(tmpdir(), 'law-'))
  assert.throws(() => readLaw(empty), /^Error: legislation\.yaml: the file is missing/)
  rmSync(empty, { recursive: true })
})

test('a wrong value names the file, the entry and the field', () => {
  const message = failureAfter('gateways.yaml', text => text.replace('kind: power', 'kind: permission'))
  assert.match(message, /^gateways\.yaml: entry "pcsc_s16": kind: /)
})

test('a misspelt field names the file and the entry', () => {
  const message = failureAfter('gateways.yaml', text => text.replace('depersonalised_only:', 'depersonalized_only:'))
  assert.match(message, /^gateways\.yaml: entry "cda_s17a": .*depersonalizedOnly/)
})

test('a bad answer in a CSV file names the file, the entry and the column', () => {
  const message = failureAfter('purposes.csv', text => text.replace(',no,UK', ',no,').replace(',yes,DPA', ',maybe,DPA'))
  assert.match(message, /^purposes\.csv: entry "investigate_crime": law_enforcement: /)
})

test('an entry without an id is named by its place', () => {
  const message = failureAfter('purposes.csv', text => text.replace('serious_violence_duty,', ','))
  assert.match(message, /^purposes\.csv: entry number 1: id: /)
})

test('an id used twice is named', () => {
  const message = failureAfter('purposes.csv', text => text.replace('policing_body_oversight', 'serious_violence_duty'))
  assert.equal(message, 'purposes.csv: entry "serious_violence_duty" appears twice.')
})

test('a name that no other file has is refused, with both files named', () => {
  const message = failureAfter('gateways.yaml', text =>
    text.replace('to: [svd_policing_body]', 'to: [svd_police_body]'),
  )
  assert.equal(
    message,
    'gateways.yaml: entry "pcsc_s17" names "svd_police_body", which function_flags.csv does not have.',
  )
})

test('every broken name is reported at once', () => {
  const message = failureAfter('circumstances.csv', text => text.replaceAll('already_held,', 'held_already,'))
  assert.equal(message, 'gateways.yaml: entry "pcsc_s17" names "already_held", which circumstances.csv does not have.')
})

test('a provision in force needs the day it started', () => {
  const message = failureAfter('legislation.yaml', text => text.replace('        from: 1998-09-30\n', ''))
  assert.match(message, /^legislation\.yaml: entry "cda_1998": .*a provision that is in force needs the day it started/)
})

test('a day that does not exist is refused', () => {
  const message = failureAfter('legislation.yaml', text => text.replace('2015-11-01', '2015-11-31'))
  assert.match(message, /^legislation\.yaml: entry "msa_2015": .*from: must be a day such as 2026-11-21/)
})

test('a file that is not YAML is named', () => {
  const message = failureAfter('obligations.yaml', text => `${text}\n  : [`)
  assert.match(message, /^obligations\.yaml: /)
})

test('a file without its list is named', () => {
  const message = failureAfter('gateways.yaml', text => text.replace('\ngateways:', '\ngateway:'))
  assert.equal(message, 'gateways.yaml: must hold one list called "gateways".')
})

test('what is still to confirm includes 16LA, the county council and section 115, and not section 16', () => {
  const open = unconfirmed(law).map(({ file, id }) => `${file} ${id}`)
  assert.ok(open.includes('legislation.yaml ca_2004_s16la'))
  assert.ok(open.includes('agency_functions.csv council_community_safety'))
  assert.ok(open.includes('legislation.yaml cda_1998_s115'))
  assert.ok(!open.includes('gateways.yaml pcsc_s16'))
})
