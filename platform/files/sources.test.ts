import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Zippable, zipSync } from 'fflate'
import type { SourceLimits } from './limits.ts'
import { type Source, sources } from './sources.ts'
import type { SourceFile } from './types.ts'

describe('files and folders', () => {
  const place = mkdtempSync(join(tmpdir(), 'sources-test-'))
  after(() => rmSync(place, { recursive: true, force: true }))

  let made = 0

  /** Writes files under a new folder, and returns it. */
  function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
    made += 1
    const folder = join(place, `folder${made}`)
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    return folder
  }

  const fileOf = (name: string, content: string | Uint8Array): string => join(folderOf({ [name]: content }), name)
  const bytes = (text: string): Uint8Array => Buffer.from(text)
  const zipOf = (entries: Zippable): Uint8Array => zipSync(entries, { mtime: new Date(2000, 0, 1) })

  async function textOf(file: SourceFile): Promise<string> {
    const chunks: Uint8Array[] = []
    for await (const chunk of file.bytes()) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  }

  async function contents(
    given: Source | readonly Source[],
    limits: Partial<SourceLimits> = {},
  ): Promise<[string, string][]> {
    const found: [string, string][] = []
    for await (const file of sources(given, limits)) found.push([file.name, await textOf(file)])
    return found
  }

  test('a folder gives its files in the order of their names, with folders inside, and passes over clutter and links', async () => {
    const folder = folderOf({
      '2025-02/b.csv': 'feb',
      '2025-01/b.csv': 'jan b',
      '2025-01/a.csv': 'jan a',
      '2025-01/.DS_Store': 'x',
      'Thumbs.db': 'x',
    })
    symlinkSync('/etc/hostname', join(folder, 'link.csv'))
    const name = folder.split('/').at(-1)
    assert.deepEqual(await contents(folder), [
      [`${name}/2025-01/a.csv`, 'jan a'],
      [`${name}/2025-01/b.csv`, 'jan b'],
      [`${name}/2025-02/b.csv`, 'feb'],
    ])
  })

  test('gzip and zip are known by their first bytes, whatever their names', async () => {
    assert.deepEqual(await contents(fileOf('plain.csv', gzipSync('packed'))), [['plain.csv', 'packed']])
    const zip = zipOf({
      'b.csv': bytes('two'),
      'a/': new Uint8Array(0),
      'a/a.csv': bytes('one'),
      '__MACOSX/a.csv': bytes('x'),
    })
    assert.deepEqual(await contents(fileOf('months.csv', zip)), [
      ['months.csv/a/a.csv', 'one'],
      ['months.csv/b.csv', 'two'],
    ])
  })

  test('a stored entry and a packed entry of a zip give the same bytes', async () => {
    const zip = zipOf({
      'a.csv': [bytes('same'.repeat(500)), { level: 0 }],
      'b.csv': [bytes('same'.repeat(500)), { level: 9 }],
    })
    const [first, second] = await contents(fileOf('a.zip', zip))
    assert.equal(first?.[1], 'same'.repeat(500))
    assert.equal(second?.[1], first?.[1])
  })

  test('a file can be read twice', async () => {
    for await (const file of sources(fileOf('a.csv.gz', gzipSync('again')))) {
      assert.equal(await textOf(file), 'again')
      assert.equal(await textOf(file), 'again')
    }
  })

  test('a file that is read twice counts once towards the limit for all', async () => {
    for await (const file of sources(fileOf('a.csv', 'x'.repeat(60)), { totalBytes: 100 })) {
      await textOf(file)
      assert.equal((await textOf(file)).length, 60)
    }
  })

  test('a stream is kept in a private folder and removed when the reading ends', async () => {
    const before = readdirSync(tmpdir()).filter(name => name.startsWith('breakwater-'))
    async function* stream() {
      yield gzipSync('arrived once')
    }
    assert.deepEqual(await contents({ name: 'sent.csv', stream: stream() }), [['sent.csv', 'arrived once']])
    assert.deepEqual(
      readdirSync(tmpdir()).filter(name => name.startsWith('breakwater-')),
      before,
    )
  })

  test('a path under a name of our own is called what its sender called it', async () => {
    assert.deepEqual(await contents({ name: 'crime.csv', path: fileOf('0197', 'text') }), [['crime.csv', 'text']])
  })

  test('an entry that names a place outside is only a name: nothing is written', async () => {
    const [entry] = await contents(fileOf('a.zip', zipOf({ '../../evil.csv': bytes('x') })))
    assert.equal(entry?.[0], 'a.zip/../../evil.csv')
  })

  test('a gzip that was cut in half is refused as cut short', async () => {
    const whole = gzipSync(Buffer.from(Array.from({ length: 20_000 }, (_, i) => i * 7919)))
    await assert.rejects(
      contents(fileOf('a.gz', whole.subarray(0, whole.length / 2))),
      /a\.gz: it ends too early: it was cut short/,
    )
  })

  test('a gzip with changed bytes is refused as damaged', async () => {
    const broken = Buffer.from(gzipSync('text '.repeat(1_000)))
    broken.fill(0xff, 12, 20)
    await assert.rejects(contents(fileOf('a.gz', broken)), /a\.gz: it is damaged/)
  })

  test('a zip cut in half is refused, wherever the cut', async () => {
    const whole = zipOf({
      'a.csv': [bytes('one'.repeat(100)), { level: 0 }],
      'b.csv': [bytes('two'.repeat(100)), { level: 0 }],
    })
    await assert.rejects(
      contents(fileOf('a.zip', whole.subarray(0, whole.length / 2))),
      /the list at the end of the zip is missing/,
    )
    await assert.rejects(
      contents(fileOf('a.zip', whole.subarray(0, whole.length - 1))),
      /the list at the end of the zip is missing/,
    )
  })

  test('a zip whose content was changed is refused by its checksum', async () => {
    const zip = Buffer.from(zipOf({ 'a.csv': [bytes('1,2,3'), { level: 0 }] }))
    zip.write('1,9,3', zip.indexOf('1,2,3'))
    await assert.rejects(contents(fileOf('a.zip', zip)), /a\.zip\/a\.csv: what it holds is not what was packed/)
  })

  test('a zip whose list does not fit its content is refused', async () => {
    const zip = zipOf({ 'a.csv': bytes('one'), 'b.csv': bytes('two') })
    const end = zip.length - 22
    const changed = (at: number, value: number) => {
      const copy = Buffer.from(zip)
      copy.writeUInt16LE(value, end + at)
      return fileOf('a.zip', copy)
    }
    const fewer = contents(changed(10, 1))
    await assert.rejects(fewer, /a\.zip: its list of files does not fit its content/)
    const elsewhere = contents(changed(16, 60_000))
    await assert.rejects(elsewhere, /a\.zip: its list of files does not fit its content/)
  })

  test('a zip that is locked with a password is refused with what to do', async () => {
    const zip = Buffer.from(zipOf({ 'a.csv': bytes('secret') }))
    const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    zip.writeUInt16LE(zip.readUInt16LE(directory + 8) | 1, directory + 8)
    await assert.rejects(contents(fileOf('a.zip', zip)), /a\.zip\/a\.csv: it is locked with a password\. Unpack it/)
  })

  test('a bomb is refused before it is unpacked whole: gzip and zip, by ratio', async () => {
    const zeros = new Uint8Array(20_000_000)
    const limits = { ratio: 200, ratioFreeBytes: 1_000_000 }
    const gzip = contents(fileOf('bomb.gz', gzipSync(zeros)), limits)
    await assert.rejects(gzip, /bomb\.gz: it unpacks to more than 200 times its size/)
    const zip = contents(fileOf('bomb.zip', zipOf({ 'a.csv': zeros })), limits)
    await assert.rejects(zip, /bomb\.zip\/a\.csv: it unpacks to more than 200 times its size/)
  })

  test('a file over the limit for one file is refused, and files over the limit for all', async () => {
    const text = 'abc\n'.repeat(1_000_000)
    await assert.rejects(
      contents(fileOf('a.csv', text), { fileBytes: 3 * 1024 * 1024 }),
      /a\.csv: it holds more than 3 MB/,
    )
    const two = folderOf({ 'a.csv': text, 'b.csv': text })
    await assert.rejects(
      contents(two, { totalBytes: 6 * 1024 * 1024 }),
      /b\.csv: the files hold more than 6 MB together/,
    )
  })

  test('more files than the limit are refused', async () => {
    const limits = { entries: 2 }
    await assert.rejects(contents(folderOf({ a: '1', b: '2', c: '3' }), limits), /more than 2 files/)
    await assert.rejects(
      contents(fileOf('a.zip', zipOf({ a: bytes('1'), b: bytes('2'), c: bytes('3') })), limits),
      /more than 2 files/,
    )
  })

  test('an archive inside an archive is refused', async () => {
    const inner = zipOf({ 'a.csv': bytes('x') })
    await assert.rejects(contents(fileOf('a.zip', zipOf({ 'inner.zip': inner }))), /archive inside an archive/)
    await assert.rejects(contents(fileOf('a.gz', gzipSync(gzipSync('x')))), /archive inside an archive/)
  })

  test('an empty file is refused, also when it is empty inside its packing', async () => {
    await assert.rejects(contents(fileOf('a.csv', '')), /a\.csv: it is empty/)
    await assert.rejects(contents(fileOf('a.gz', gzipSync(''))), /a\.gz: it is empty/)
    await assert.rejects(
      contents(fileOf('a.zip', zipOf({ 'a.csv': new Uint8Array(0) }))),
      /a\.zip\/a\.csv: it is empty/,
    )
  })

  test('a zip with no files in it is refused', async () => {
    await assert.rejects(contents(fileOf('a.zip', zipOf({ 'folder/': new Uint8Array(0) }))), /there are no files in it/)
  })

  test('a workbook is refused with what to do: it is a zip, but not of tables', async () => {
    const workbook = zipOf({ '[Content_Types].xml': bytes('<Types/>'), 'xl/workbook.xml': bytes('<x/>') })
    await assert.rejects(
      contents(fileOf('table.xlsx', workbook)),
      /this is a spreadsheet or a document\. Open it, and save/,
    )
  })

  test('a PDF and an old Excel file are named for what they are', async () => {
    await assert.rejects(contents(fileOf('a.csv', '%PDF-1.7 …')), /this is a PDF/)
    await assert.rejects(
      contents(fileOf('a.csv', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0))),
      /an old Excel or Word file/,
    )
  })

  test('a place where nothing is, is refused by name', async () => {
    await assert.rejects(contents(join(place, 'nowhere.csv')), /nowhere\.csv: there is no file or folder at this place/)
  })
})
