import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  createDamerauLevenshtein,
  createLevenshtein,
  damerauLevenshteinDistance,
  levenshteinDistance,
} from './edits.ts'
import { foldCode, foldName, foldText } from './fold.ts'
import { createJaroWinkler, jaroWinklerSimilarity } from './jaro-winkler.ts'
import { nameFamilies, sameNameFamily } from './nicknames.ts'
import { nysiis, soundex } from './sound.ts'
import { mostInCommon, packTexts, setText } from './texts.ts'

const close = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 5e-5, `${actual} is not ${expected}`)

const words = fc.string({ maxLength: 40, unit: fc.constantFrom('a', 'b', 'c', 'd', 'é', 'ß', '1', ' ') })

describe('Jaro-Winkler', () => {
  // Winkler's own published examples (Statistical Research Division, US Census Bureau, 1994).
  test('martha and marhta are 0.9611 alike', () => close(jaroWinklerSimilarity('martha', 'marhta'), 0.9611))
  test('dixon and dicksonx are 0.8133 alike', () => close(jaroWinklerSimilarity('dixon', 'dicksonx'), 0.8133))
  test('dwayne and duane are 0.8400 alike', () => close(jaroWinklerSimilarity('dwayne', 'duane'), 0.84))
  test('jones and johnson are 0.8324 alike', () => close(jaroWinklerSimilarity('jones', 'johnson'), 0.8324))
  test('nothing in common is 0, and an empty text is like nothing', () => {
    assert.equal(jaroWinklerSimilarity('abc', 'xyz'), 0)
    assert.equal(jaroWinklerSimilarity('', 'abc'), 0)
    assert.equal(jaroWinklerSimilarity('', ''), 0)
  })
  test('the bit-parallel answer is that of the definition, at any length', () => {
    fc.assert(fc.property(words, words, (a, b) => close(jaroWinklerSimilarity(a, b), plainJaroWinkler(a, b))))
  })
  test('refusing by signature never changes the answer', () => {
    fc.assert(
      fc.property(words, words, fc.double({ min: 0.05, max: 1, noNaN: true }), (a, b, threshold) => {
        const kernel = createJaroWinkler(packTexts([a, b]))
        assert.equal(kernel.atLeast(0, 1, threshold), a !== '' && b !== '' && kernel.similarity(0, 1) >= threshold)
      }),
    )
  })
  test('a pair just over the threshold is found, though its signatures allow no more', () => {
    const kernel = createJaroWinkler(packTexts(['ab', 'acd']))
    assert.equal(kernel.atLeast(0, 1, 0.611), true)
    assert.equal(kernel.atLeast(0, 1, 0.612), false)
  })
  test('a text written over is forgotten', () => {
    const texts = packTexts(['martha'], 2)
    setText(texts, 1, 'marhta')
    const kernel = createJaroWinkler(texts)
    close(kernel.similarity(0, 1), 0.9611)
    setText(texts, 1, 'xxxxxx')
    kernel.forget()
    assert.equal(kernel.similarity(0, 1), 0)
  })
})

describe('edit distances', () => {
  test('kitten to sitting is 3 steps, saturday to sunday 3', () => {
    assert.equal(levenshteinDistance('kitten', 'sitting'), 3)
    assert.equal(levenshteinDistance('saturday', 'sunday'), 3)
  })
  test('with exchanges, ca to abc is 2 steps and a cat to an act 2', () => {
    assert.equal(damerauLevenshteinDistance('ca', 'abc'), 2)
    assert.equal(damerauLevenshteinDistance('a cat', 'an act'), 2)
  })
  test('an exchange is 1 step with exchanges and 2 without', () => {
    assert.equal(damerauLevenshteinDistance('kai', 'kia'), 1)
    assert.equal(levenshteinDistance('kai', 'kia'), 2)
  })
  test('the bit-parallel distance is that of the table, at any length', () => {
    fc.assert(fc.property(words, words, (a, b) => assert.equal(levenshteinDistance(a, b), plainLevenshtein(a, b))))
  })
  test('exchanges never make the distance longer, nor less than half of it', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [plain, exchanged] = [levenshteinDistance(a, b), damerauLevenshteinDistance(a, b)]
        assert.ok(exchanged <= plain && 2 * exchanged >= plain)
      }),
    )
  })
  test('refusing by signature never changes the answer', () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: 0, max: 6 }), (a, b, most) => {
        const texts = packTexts([a, b])
        assert.equal(createLevenshtein(texts).within(0, 1, most), plainLevenshtein(a, b) <= most)
        assert.equal(createDamerauLevenshtein(texts).within(0, 1, most), damerauLevenshteinDistance(a, b) <= most)
      }),
    )
  })
})

describe('signatures', () => {
  test('abc and abd can have two letters in common', () => {
    const { signatures } = packTexts(['abc', 'abd'])
    assert.equal(mostInCommon(signatures[0], signatures[1]), 2)
  })
  test('a text of 31 letters or more is not judged', () => {
    const { signatures } = packTexts(['a'.repeat(31), 'b'])
    assert.equal(mostInCommon(signatures[0], signatures[1]), -1)
  })
})

describe('sound codes', () => {
  // US National Archives, "The Soundex Indexing System".
  test('Soundex: Robert and Rupert R163, Ashcraft A261, Tymczak T522, Pfister P236, Honeyman H555, Lee L000', () => {
    const codes = ['Robert', 'Rupert', 'Ashcraft', 'Tymczak', 'Pfister', 'Honeyman', 'Lee'].map(soundex)
    assert.deepEqual(codes, ['R163', 'R163', 'A261', 'T522', 'P236', 'H555', 'L000'])
  })
  test('NYSIIS: knight NAGT, mitchell MATCAL, vealesquez VALASG, westerlund WASTARLAD, schmidt SNAD, bart BAD', () => {
    const codes = ['knight', 'mitchell', 'vealesquez', 'westerlund', 'schmidt', 'bart'].map(nysiis)
    assert.deepEqual(codes, ['NAGT', 'MATCAL', 'VALASG', 'WASTARLAD', 'SNAD', 'BAD'])
  })
  test('a name without letters has no code', () => {
    assert.equal(soundex('123'), '')
    assert.equal(nysiis(''), '')
  })
})

describe('folding', () => {
  test('accents, case and marks fold away', () => {
    assert.equal(foldText('Łukasz MÜLLER'), 'lukasz muller')
    assert.equal(foldName("O'Brien-Smith"), 'obrien smith')
    assert.equal(foldCode('cv34 4ab'), 'CV344AB')
  })
  test('forms of address are left out, but the surname Lord stays', () => {
    assert.equal(foldName('Dr Jo Bloggs'), 'jo bloggs')
    assert.equal(foldName('Lord'), 'lord')
    assert.equal(foldName('Lord Snow'), 'snow')
    assert.equal(foldName('Mr'), '')
  })
})

describe('forms of one name', () => {
  test('bob and robert are forms of one name; bob and william are not', () => {
    assert.equal(sameNameFamily('bob', 'robert'), true)
    assert.equal(sameNameFamily('bob', 'william'), false)
  })
  test('jack belongs to more than one family, and an unknown name to none', () => {
    assert.ok(nameFamilies('jack').length > 1)
    assert.deepEqual(nameFamilies('zzyzx'), [])
  })
})

function plainJaroWinkler(a: string, b: string): number {
  const jaro = plainJaro(a, b)
  let shared = 0
  while (shared < 4 && shared < a.length && shared < b.length && a[shared] === b[shared]) shared++
  return jaro > 0.7 ? jaro + 0.1 * shared * (1 - jaro) : jaro
}

function plainJaro(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Set<number>()
  const inB: string[] = []
  for (let j = 0; j < b.length; j++) {
    for (let i = Math.max(0, j - reach); i <= Math.min(a.length - 1, j + reach); i++) {
      if (taken.has(i) || a[i] !== b[j]) continue
      taken.add(i)
      inB.push(b[j])
      break
    }
  }
  if (inB.length === 0) return 0
  const inA = [...taken].sort((x, y) => x - y).map(i => a[i])
  const half = Math.floor(inA.filter((letter, k) => letter !== inB[k]).length / 2)
  return (inB.length / a.length + inB.length / b.length + (inB.length - half) / inB.length) / 3
}

function plainLevenshtein(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), row[j] + 1, next[j - 1] + 1))
    }
    row = next
  }
  return row[b.length]
}
