import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { scannerAt } from './scanner.ts'
import { eicar, type TestScanner, testScanner } from './testing/clamd.ts'

describe('the scanner', () => {
  const hasty = { silence: 150, whole: 1_000 }
  let clamd: TestScanner
  before(async () => {
    clamd = await testScanner()
  })
  afterEach(() => {
    clamd.manner = 'well'
  })
  after(() => clamd.close())

  test('a file of 200,000 bytes without anything known is clean', async () => {
    assert.deepEqual(await scannerAt(clamd.address).scan(Buffer.alloc(200_000, 'a')), { clean: true })
  })

  test('the string that every scanner knows is found, also across two pieces of 65,536 bytes', async () => {
    const found = { clean: false, signature: 'Eicar-Test-Signature' }
    assert.deepEqual(await scannerAt(clamd.address).scan(Buffer.from(eicar)), found)
    const across = Buffer.concat([Buffer.alloc(65_500, ' '), Buffer.from(eicar), Buffer.alloc(100, ' ')])
    assert.deepEqual(await scannerAt(clamd.address).scan(across), found)
  })

  test('it answers a ping, and does not where nobody listens', async () => {
    assert.equal(await scannerAt(clamd.address).ping(), true)
    assert.equal(await scannerAt('tcp://127.0.0.1:1').ping(), false)
  })

  test('a socket in the file system does as well', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clamd-'))
    const local = await testScanner(join(folder, 'clamd.ctl'))
    assert.deepEqual(await scannerAt(local.address).scan(Buffer.from('words')), { clean: true })
    await local.close()
    rmSync(folder, { recursive: true })
  })

  const unavailable = { code: 'unavailable' }
  test('one that dies midway through 5 MB gives no verdict', async () => {
    clamd.manner = 'dies'
    await assert.rejects(scannerAt(clamd.address, hasty).scan(Buffer.alloc(5_000_000)), unavailable)
  })
  test('one that is silent is given up', async () => {
    clamd.manner = 'silent'
    await assert.rejects(scannerAt(clamd.address, hasty).scan(Buffer.from('words')), unavailable)
  })
  test('an answer that is no verdict is not taken for "clean"', async () => {
    clamd.manner = 'rubbish'
    await assert.rejects(scannerAt(clamd.address, hasty).scan(Buffer.from('words')), unavailable)
  })
  test('a file over the limit of the scanner itself has no verdict', async () => {
    clamd.manner = 'small'
    await assert.rejects(scannerAt(clamd.address, hasty).scan(Buffer.alloc(300_000)), unavailable)
  })
  test('an address that is neither tcp nor a path is refused', () => {
    assert.rejects(async () => scannerAt('http://clamd').scan(Buffer.from('a')), /tcp:\/\/host:port or unix:\/path/)
  })
})
