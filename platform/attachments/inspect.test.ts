import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { strToU8 } from 'fflate'
import { docx, jpeg, openDocument, pdf, png, xlsx, zip } from '../testing/sent-files.ts'
import { type Inspected, inspect } from './inspect.ts'
import { cleanName } from './names.ts'

describe('what may be added to a record', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inspect-'))
  const path = join(folder, 'sent')
  after(() => rmSync(folder, { recursive: true, force: true }))

  function sent(name: string, bytes: Uint8Array | string): Promise<Inspected> {
    writeFileSync(path, bytes)
    return inspect(name, path)
  }
  const refused = (name: string, bytes: Uint8Array | string, why: RegExp): Promise<void> =>
    assert.rejects(sent(name, bytes), error => {
      assert.ok(error instanceof Error && 'code' in error && error.code === 'invalid')
      assert.match(error.message, why)
      return true
    })

  const each: readonly (readonly [string, Uint8Array | string, string])[] = [
    ['letter.pdf', pdf, 'pdf'],
    ['photo.PNG', png(), 'png'],
    ['photo.jpg', jpeg(), 'jpeg'],
    ['plan.docx', docx(), 'docx'],
    ['list.xlsx', xlsx(), 'xlsx'],
    ['plan.odt', openDocument('text'), 'odt'],
    ['list.ods', openDocument('spreadsheet'), 'ods'],
    ['notes.txt', 'What was said, in their words: “I want to sleep.”\r\n', 'txt'],
  ]
  for (const [name, bytes, type] of each)
    test(`${name} is taken as ${type}`, async () => {
      assert.equal((await sent(name, bytes)).type, type)
    })

  describe('what the content and the name say must agree', () => {
    test('a PDF that is named as a picture is refused', () =>
      refused('photo.png', pdf, /ends like a PNG picture, and what it holds is a PDF/))
    test('a workbook that is named as a document is refused', () =>
      refused('plan.docx', xlsx(), /ends like a Word document/))
    test('a program that is named as a PDF is refused', () =>
      refused('letter.pdf', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), /cannot be used/))
    test('a program under its own name is refused', () => refused('run.exe', 'MZ', /of this kind cannot be added/))
    test('a web page is refused', () => refused('page.html', '<script>alert(1)</script>', /of this kind/))
    test('a file with two endings goes by the last', () => refused('letter.pdf.exe', pdf, /of this kind/))
    test('a file without an ending is refused', () => refused('letter', pdf, /of this kind/))
    test('an empty file is refused', () => refused('notes.txt', '', /empty/))
    test('text with control characters is refused', () => refused('notes.txt', 'a\0b', /cannot be used/))
    test('text that is not UTF-8 is refused', () => refused('notes.txt', Buffer.of(0x61, 0xe9, 0x62), /cannot be used/))
  })

  describe('one file, and nothing else', () => {
    test('a PDF that is a zip as well is refused', () =>
      refused('letter.pdf', Buffer.concat([pdf, docx()]), /cannot be used/))
    test('a PDF that hides in the comment of a zip is refused too', () => {
      const hidden = Buffer.concat([pdf, docx()])
      hidden.writeUInt16LE(7, hidden.length - 2)
      return refused('letter.pdf', Buffer.concat([hidden, Buffer.from('\n%%EOF\n')]), /cannot be used/)
    })
    test('a zip behind something else is refused', () =>
      refused('plan.docx', Buffer.concat([Buffer.from('MZ'), docx()]), /cannot be used/))
    test('a zip before something else is refused', () =>
      refused('plan.docx', Buffer.concat([docx(), pdf]), /cannot be used/))
    test('what stands behind a picture is cut off', async () => {
      const plain = await sent('photo.jpg', jpeg())
      const followed = await sent('photo.jpg', jpeg({ after: docx().toString('latin1') }))
      assert.deepEqual(followed.bytes, plain.bytes)
      assert.equal(followed.cleaned, true)
      const dot = await sent('photo.png', Buffer.concat([png(), docx()]))
      assert.deepEqual(dot.bytes, png())
    })
    test('a PDF with a password is refused, since no scanner reads it', () =>
      refused('letter.pdf', pdf.toString('latin1').replace('/Root', '/Encrypt 9 0 R/Root'), /locked/))
  })

  describe('pictures lose what a camera wrote', () => {
    test('the place and the words of a JPEG are gone, and it still says which way up it was held', async () => {
      const { bytes, cleaned } = await sent('photo.jpg', jpeg({ orientation: 6 }))
      assert.equal(cleaned, true)
      assert.doesNotMatch(bytes.toString('latin1'), /GPS|Taken by me/)
      const at = bytes.indexOf('Exif\0\0')
      assert.equal(bytes.readUInt16BE(at + 6 + 18), 6)
    })
    test('words inside a PNG are gone', async () => {
      const { bytes } = await sent('photo.png', png('Jordan, outside his home'))
      assert.deepEqual(bytes, png())
    })
    test('a picture that is cut short is refused', () => refused('photo.png', png().subarray(0, 40), /cannot be used/))
    test('a PNG whose checksum is wrong is refused', () => {
      const bytes = png()
      bytes.writeUInt8(9, 20)
      return refused('photo.png', bytes, /cannot be used/)
    })
    test('no bytes after the start of a picture make the reader fail in another way than a sentence', () =>
      fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (rest, isPng) => {
          const head = isPng ? png().subarray(0, 8) : Buffer.of(0xff, 0xd8)
          await sent(isPng ? 'a.png' : 'a.jpg', Buffer.concat([head, rest])).catch(error => {
            assert.equal(error.code, 'invalid')
          })
        }),
        { numRuns: 200 },
      ))
  })

  describe('documents', () => {
    test('a bomb of 120 MB in 120 kB is refused', () =>
      refused('plan.docx', docx({ 'word/bomb.xml': new Uint8Array(120 * 1024 * 1024) }), /unpacks to far more/))
    test('a document that lies about the size of a part is refused', () => {
      const bytes = docx()
      const entry = bytes.indexOf(Buffer.from('504b0102', 'hex'))
      bytes.writeUInt32LE(3, entry + 24)
      return refused('plan.docx', bytes, /damaged/)
    })
    test('macros are refused', () => refused('plan.docx', docx({ 'word/vbaProject.bin': strToU8('x') }), /macros/))
    test('macros of an OpenDocument file are refused', () =>
      refused(
        'plan.odt',
        zip({ mimetype: strToU8('application/vnd.oasis.opendocument.text'), 'Basic/a.xml': strToU8('x') }),
        /macros/,
      ))
    test('a document that fetches its template from elsewhere is refused', () => {
      const rels =
        '<Relationship Type="http://x/attachedTemplate" Target="https://elsewhere.example/t.dotm" TargetMode="External"/>'
      return refused('plan.docx', docx({ 'word/_rels/settings.xml.rels': strToU8(rels) }), /calls for another file/)
    })
    test('a link in a document is allowed', async () => {
      const rels = '<Relationship Type="http://x/hyperlink" Target="https://www.example.org" TargetMode="External"/>'
      assert.equal((await sent('plan.docx', docx({ 'word/_rels/a.rels': strToU8(rels) }))).type, 'docx')
    })
    test('a plain zip is not a document', () => refused('plan.docx', zip({ 'a.txt': strToU8('x') }), /cannot be used/))
  })

  describe('names', () => {
    const named: readonly (readonly [string, string])[] = [
      ['../../etc/passwd.txt', 'passwd.txt'],
      ['C:\\Users\\x\\letter.pdf', 'letter.pdf'],
      ['.htaccess.txt', 'htaccess.txt'],
      ['photo\u202Egpj.png', 'photogpj.png'],
      ['a\r\nContent-Type: x.txt', 'aContent-Type- x.txt'],
      ['con.txt', 'con-.txt'],
      ['   .pdf', 'pdf'],
      [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(96)}.pdf`],
    ]
    for (const [given, clean] of named)
      test(`${JSON.stringify(given.slice(0, 40))} becomes ${JSON.stringify(clean.slice(0, 40))}`, () => {
        assert.equal(cleanName(given), clean)
      })
    test('no name leads to another folder, hides a sign, is empty or longer than 100', () =>
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
          const name = cleanName(text)
          assert.doesNotMatch(name, /[/\\]|\p{C}|^\./u)
          assert.ok(name.length >= 1 && [...name].length <= 100)
        }),
      ))
  })
})
