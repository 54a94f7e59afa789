import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { linkCommand } from '../link.ts'
import { readArguments } from './arguments.ts'

describe('the link command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'link-'))
  after(() => rmSync(folder, { recursive: true }))

  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }

  async function link(...args: string[]): Promise<{ code: number; text: string }> {
    const lines: string[] = []
    const code = await linkCommand.run([...args, '--threads', '1'], line => lines.push(line))
    return { code, text: lines.join('\n') }
  }

  // Forty made-up people of two schools, the second list with misspellings; `pupil` holds the truth.
  const FIRST = ['Ann', 'Robert', 'Catherine', 'Dev', 'Elif', 'Farah', 'Grace', 'Hassan', 'Isla', 'Jakub']
  const LAST = ['Marlow', 'Ashby', 'Penrose', 'Quill']
  const people = FIRST.flatMap((first, f) =>
    LAST.map((last, l) => ({
      key: `rec-${f * 4 + l}`,
      first,
      last: `${last}${FIRST[(f + l) % 10]?.toLowerCase()}`,
      dob: `${2008 + ((f * 3 + l) % 8)}-0${1 + ((f + 2 * l) % 9)}-1${(f * 7 + l) % 10}`,
      postcode: `CV${1 + ((f * 5 + l) % 40)} ${l}A${'BDEFGHJLNP'[f]}`,
    })),
  )
  const north = file(
    'north.csv',
    `pupil,Forename,Surname,Date of Birth,Postcode\n${people.map(p => `${p.key}-a,${p.first},${p.last},${p.dob},${p.postcode}`).join('\n')}\n`,
  )
  const south = file(
    'south.csv',
    `pupil,given_name,last_name,dob,post_code\n${people
      .map(
        (p, k) =>
          `${p.key}-b,${k % 4 === 0 ? p.first.slice(0, -1) : p.first},${p.last},${k % 5 === 0 ? '' : p.dob},${p.postcode}`,
      )
      .join('\n')}\n`,
  )
  const truth = ['--truth', 'pupil', '--truth-pattern', '(rec-\\d+)']

  describe('link', () => {
    test('two files under different headings: finds all 40 people, and reports what was measured', async () => {
      const { code, text } = await link(north, south, ...truth, '--json')
      const report = JSON.parse(text)
      assert.equal(code, 0)
      assert.deepEqual([report.records, report.truePairs, report.blockingCeiling], [80, 40, 1])
      assert.ok(report.bestPairF1 > 0.97, text)
      const asked = [
        'comparedPairs',
        'bestPairF1',
        'bestPairPrecision',
        'bestPairRecall',
        'pairF1At095',
        'pairPrecisionAt095',
      ]
      const more = [
        'pairRecallAt095',
        'bestClusterF1',
        'clusterF1At095',
        'clusterPrecisionAt095',
        'clusterRecallAt095',
        'seconds',
      ]
      assert.deepEqual(
        [...asked, ...more].filter(key => typeof report[key] !== 'number'),
        [],
      )
      assert.ok(report.reliability.length > 0)
    })
    test('without labels it says score and never calls it a probability', async () => {
      const { text } = await link(north)
      assert.match(text, /a score is not a probability/)
      const { text: json } = await link(north, '--json')
      assert.doesNotMatch(json, /probab|F1/)
    })
    test('writes one line for each record, and both records of a person under one number', async () => {
      const out = join(folder, 'people.csv')
      await link(north, south, '--out', out)
      const lines = readFileSync(out, 'utf8').trim().split('\n')
      assert.deepEqual([lines[0], lines.length], ['file,record,person', 81])
      const personOf = new Map(lines.slice(1).map(line => [line.split(',').slice(0, 2).join(), line.split(',')[2]]))
      assert.equal(personOf.get('north.csv,2'), personOf.get('south.csv,2'))
    })
    test('a model saved is a model used: the same pairs at 0.95', async () => {
      const model = join(folder, 'model.json')
      const learned = JSON.parse((await link(north, south, ...truth, '--save-model', model, '--json')).text)
      const { code, text } = await link(north, south, ...truth, '--model', model, '--json')
      const used = JSON.parse(text)
      assert.equal(code, 0)
      assert.deepEqual(
        [used.bestPairF1, used.pairF1At095, used.prior],
        [learned.bestPairF1, learned.pairF1At095, learned.prior],
      )
    })
    test('a file without a column that a model needs is refused', async () => {
      const model = join(folder, 'whole.json')
      await link(north, '--save-model', model)
      const { code, text } = await link(file('bare.csv', 'surname\nlee\nray\n'), '--model', model)
      assert.deepEqual([code, /bare.csv has no column for first_name: name it with --map/.test(text)], [1, true])
    })
    test('a gzip file is read as it is', async () => {
      const packed = file('north.csv.gz', gzipSync(readFileSync(north)))
      const [plain, zipped] = [await link(north, '--json'), await link(packed, '--json')]
      const { seconds: _a, ...first } = JSON.parse(plain.text)
      const { seconds: _b, ...second } = JSON.parse(zipped.text)
      assert.deepEqual(second, first)
    })
    test('a full name alone gives first name and surname', async () => {
      const names = file('names.csv', `Name,Born\n${people.map(p => `${p.first} ${p.last},${p.dob}`).join('\n')}\n`)
      const { code, text } = await link(names, '--map', 'dob=Born', '--json')
      assert.deepEqual([code, JSON.parse(text).people], [0, 40])
    })
  })

  describe('what cannot be done is said in a sentence, with exit code 1', () => {
    const refused = async (expected: RegExp, ...args: string[]): Promise<void> => {
      const { code, text } = await link(...args)
      assert.equal(code, 1)
      assert.match(text, expected)
    }
    test('no file', () => refused(/Give one file to search, or two files to link/))
    test('a file that is not there', () => refused(/ENOENT|no such file/, join(folder, 'nobody.csv')))
    test('a truth column that is not there', () =>
      refused(/north.csv has no column person: it has pupil, Forename/, north, '--truth', 'person'))
    test('a mapped column that is not there', () => refused(/has no column DOB2/, north, '--map', 'dob=DOB2'))
    test('a field that does not exist', () =>
      refused(/the person model has no field shoes/, north, '--map', 'shoes=pupil'))
    test('a row cut short', () =>
      refused(
        /short.csv, line 3: 1 cells where the heading has 2/,
        file('short.csv', 'surname,dob\nlee,1980-02-01\nray\n'),
      ))
    test('no column that the model knows', () => refused(/at least two columns/, file('odd.csv', 'x,y\n1,2\n')))
  })

  describe('arguments', () => {
    test('have defaults that suit two cores', () => {
      const { threads, seed, twins, json } = readArguments(['a.csv'])
      assert.deepEqual([threads, seed, twins, json], [2, 1, 'apart', false])
    })
    test('that make no sense are refused', () => {
      assert.throws(() => readArguments(['a', 'b', 'c']), /one file to search, or two/)
      assert.throws(() => readArguments(['a', '--map', 'dob']), /--map takes FIELD=COLUMN, not dob/)
      assert.throws(() => readArguments(['a', '--twins', 'maybe']), /--twins is apart or link/)
      assert.throws(() => readArguments(['a', '--threads', '0']), /--threads is a whole number from 1, not 0/)
      assert.throws(() => readArguments(['a', '--truth-pattern', '(x)']), /needs --truth/)
      assert.throws(() => readArguments(['a', '--truth', 't', '--truth-pattern', '(']), /not a pattern/)
    })
  })
})
