import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'

const root = new URL('../', import.meta.url).pathname
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

// The levels of every requirement of OWASP ASVS 5.0.0, in the order of its sections: V1.1 has two of level 2, and so on.
const levels: Readonly<Record<string, string>> = {
  'V1.1': '22',
  'V1.2': '1111122223',
  'V1.3': '112222222223',
  'V1.4': '222',
  'V1.5': '123',
  'V2.1': '122',
  'V2.2': '112',
  'V2.3': '12223',
  'V2.4': '23',
  'V3.1': '3',
  'V3.2': '113',
  'V3.3': '12223',
  'V3.4': '11222233',
  'V3.5': '11122333',
  'V3.6': '3',
  'V3.7': '22333',
  'V4.1': '12233',
  'V4.2': '23333',
  'V4.3': '22',
  'V4.4': '1222',
  'V5.1': '2',
  'V5.2': '112333',
  'V5.3': '113',
  'V5.4': '222',
  'V6.1': '122',
  'V6.2': '111111112222',
  'V6.3': '11223333',
  'V6.4': '112233',
  'V6.5': '22222333',
  'V6.6': '2223',
  'V6.7': '33',
  'V6.8': '2222',
  'V7.1': '222',
  'V7.2': '1111',
  'V7.3': '22',
  'V7.4': '11222',
  'V7.5': '223',
  'V7.6': '22',
  'V8.1': '1233',
  'V8.2': '1123',
  'V8.3': '133',
  'V8.4': '23',
  'V9.1': '111',
  'V9.2': '1222',
  'V10.1': '22',
  'V10.2': '223',
  'V10.3': '22223',
  'V10.4': '1111122222233333',
  'V10.5': '22222',
  'V10.6': '22',
  'V10.7': '222',
  'V11.1': '2233',
  'V11.2': '22233',
  'V11.3': '11233',
  'V11.4': '1222',
  'V11.5': '23',
  'V11.6': '23',
  'V11.7': '33',
  'V12.1': '12233',
  'V12.2': '11',
  'V12.3': '22223',
  'V13.1': '2333',
  'V13.2': '222223',
  'V13.3': '2233',
  'V13.4': '1222233',
  'V14.1': '22',
  'V14.2': '12223333',
  'V14.3': '122',
  'V15.1': '12233',
  'V15.2': '12233',
  'V15.3': '1222222',
  'V15.4': '3333',
  'V16.1': '2',
  'V16.2': '22222',
  'V16.3': '2222',
  'V16.4': '222',
  'V16.5': '2223',
  'V17.1': '23',
  'V17.2': '22223333',
  'V17.3': '22',
}

type Requirement = { readonly id: string; readonly level: string }
const requirements: readonly Requirement[] = Object.entries(levels).flatMap(([section, text]) =>
  [...text].map((level, at) => ({ id: `${section}.${at + 1}`, level })),
)
const listed = requirements.filter(({ id, level }) => level !== '3' || /^V(8|16)\./.test(id))

type Row = {
  readonly ids: readonly string[]
  readonly level: string
  readonly state: string
  readonly how: string
}
const files = globSync('docs/privacy/asvs/*.md', { cwd: root }).sort()
const rows: readonly Row[] = files.flatMap(file =>
  [...read(file).matchAll(/^\| (V\d[^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \| (.*) \|$/gm)].map(
    ([, ids = '', level = '', state = '', , how = '']) => ({ ids: ids.split(', '), level, state, how }),
  ),
)
const states = ['met', 'partly', 'not met', 'does not apply']

/** What a text leans on: a file, then what must stand in it, or for a file of tests the words of a title. */
type Proof = { readonly file: string; readonly words: string | undefined; readonly isTitle: boolean }

function proofsIn(text: string): Proof[] {
  return text.split(/\n(?=\|)|\n\n/).flatMap(proofsOfPart)
}

// Words in quotation marks lean on the file that was named last; code does where it follows it directly.
function proofsOfPart(text: string): Proof[] {
  const proofs: Proof[] = []
  let file = ''
  let end = 0
  for (const { 0: whole, 1: code, 2: quoted, index } of text.matchAll(/`([^`]+)`|"([^"]+)"/g)) {
    const isNext = /^(,? |,? and )$/.test(text.slice(end, index))
    if (code !== undefined && isPath(code)) {
      file = code
      proofs.push({ file, words: undefined, isTitle: false })
    } else if (file !== '' && (quoted !== undefined || isNext))
      proofs.push({ file, words: code ?? quoted?.replace(/\s+/g, ' '), isTitle: code === undefined && isTests(file) })
    end = index + whole.length
  }
  return proofs
}

const isPath = (text: string): boolean => existsSync(`${root}${text}`) || /^[\w.-]+(\/[\w.-]+)+\.\w+$/.test(text)
const isTests = (file: string): boolean => /\.(test|journey)\.ts$/.test(file)

function isBroken({ file, words, isTitle }: Proof): boolean {
  if (!existsSync(`${root}${file}`)) return true
  if (words === undefined) return false
  const text = read(file)
  if (isTitle) return !titlesOf(text).some(title => title.includes(words))
  return !text.replace(/\s+/g, ' ').includes(words)
}

function titlesOf(text: string): string[] {
  return [...text.matchAll(/\b(?:test|it|describe|walk)\(\s*(['"`])((?:(?!\1)[\s\S])*)\1/g)].map(
    ([, , title = '']) => title,
  )
}

function broken(text: string): string[] {
  return proofsIn(text)
    .filter(isBroken)
    .map(({ file, words }) => (words === undefined ? file : `${file}: ${words}`))
}

describe('the list of OWASP ASVS 5.0.0', () => {
  test('the standard has 345 requirements: 70 of level 1, 183 of level 2 and 92 of level 3', () => {
    const count = (level: string): number => requirements.filter(it => it.level === level).length
    assert.deepEqual([count('1'), count('2'), count('3')], [70, 183, 92])
  })

  test('every requirement of level 1 and 2 stands in it once, and of level 3 those of access and of logs', () => {
    const named = rows.flatMap(({ ids }) => ids)
    assert.deepEqual(named.toSorted(), listed.map(({ id }) => id).toSorted())
  })

  test('each stands there with its level', () => {
    const levelOf = new Map(requirements.map(({ id, level }) => [id, level]))
    const wrong = rows.filter(
      ({ ids, level }) => [...new Set(ids.map(id => levelOf.get(id)))].toSorted().join(', ') !== level,
    )
    assert.deepEqual(
      wrong.map(({ ids }) => ids),
      [],
    )
  })

  test('each is met, partly met, not met or does not apply', () => {
    assert.deepEqual(
      rows.filter(({ state }) => !states.includes(state)).map(({ ids }) => ids),
      [],
    )
  })

  test('what is met, or partly, names a file; what is not wholly met says what would meet it', () => {
    const claims = rows.filter(({ state }) => state !== 'does not apply')
    assert.deepEqual(
      claims.filter(({ how }) => proofsIn(how).length === 0).map(({ ids }) => ids),
      [],
    )
    const open = rows.filter(({ state }) => state === 'partly' || state === 'not met')
    assert.deepEqual(
      open.filter(({ how }) => !how.includes('would meet')).map(({ ids }) => ids),
      [],
    )
  })

  for (const file of [...files, 'docs/privacy/asvs.md', 'docs/privacy/threat-model.md']) {
    test(`every file, word and title that ${file} leans on is there`, () => assert.deepEqual(broken(read(file)), []))
  }

  test('a title, a word or a file that is not there is found', () => {
    assert.deepEqual(
      broken('`platform/site.test.ts` "no such title" and `platform/errors.ts` `noSuchWord`, `platform/no.ts`'),
      ['platform/site.test.ts: no such title', 'platform/errors.ts: noSuchWord', 'platform/no.ts'],
    )
  })

  test('the summary counts what the chapters say', () => {
    const chapterOf = (id: string): string => id.split('.')[0] ?? ''
    const counted = [...new Set(listed.map(({ id }) => chapterOf(id)))].map(chapter => {
      const ids = (state: string): number =>
        rows.filter(row => row.state === state).flatMap(row => row.ids.filter(id => chapterOf(id) === chapter)).length
      return [chapter, ...states.map(ids)]
    })
    const table = [
      ...read('docs/privacy/asvs.md').matchAll(/^\| (V\d+) [^|]*\| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm),
    ]
    assert.deepEqual(
      table.map(([, chapter, ...numbers]) => [chapter, ...numbers.map(Number)]),
      counted,
    )
  })
})
