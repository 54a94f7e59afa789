import type { PairBatch } from '../block/batch.ts'
import type { SharedRegister } from '../columns/register.ts'
import type { Comparison, Part, Test } from '../model/types.ts'
import { fieldOf } from '../model/types.ts'
import { jaroNeeded, mostJaro } from '../text/jaro-winkler.ts'
import { type BoundTest, bindTest, bindValueTest, createKernels, type Kernels, slotOf } from './tests.ts'

/** A comparison bound to a register. */
export type BoundComparison = {
  /** The answer for two records: 0 not recorded, 1 to L the comparison's levels in order, L + 1 all other. */
  answer(i: number, j: number): number
  /** The answers for a batch of pairs, written to `out`. */
  answers(batch: PairBatch, out: Uint8Array): void
}

/** Comparisons bound to a register, in order, and a way to forget remembered answers when a value is written over. */
export type BoundComparisons = { readonly list: readonly BoundComparison[]; forget(): void }

/** Binds comparisons to a register. */
export function bindComparisons(register: SharedRegister, comparisons: readonly Comparison[]): BoundComparisons {
  const kernels = createKernels(register)
  return { list: comparisons.map(comparison => bindComparison(register, kernels, comparison)), forget: kernels.forget }
}

/** The number of answers a comparison can give, "not recorded" and "all other" among them. */
export const answersOf = (comparison: Comparison): number => comparison.levels.length + 2

function bindComparison(register: SharedRegister, kernels: Kernels, comparison: Comparison): BoundComparison {
  const { fields, levels } = comparison
  const tests = levels.map(level => level.when)
  const [field] = fields
  const exactFirst = tests[0]?.test === 'exact' && tests[0].field === field
  if (fields.length === 1 && exactFirst && tests.every(test => readsOnly(test, field))) {
    return ofValues(register, slotOf(register, field), bindLesser(register, kernels, tests.slice(1)))
  }
  const slots = fields.map(each => slotOf(register, each))
  return ofRecords(
    register,
    slots,
    levels.map(level => ({ holds: bindTest(register, kernels, level.when), neutral: level.neutral === true })),
  )
}

type OfOneField = Parameters<typeof bindValueTest>[2]

const readsOnly = (test: Test, field: string): test is OfOneField =>
  ('field' in test && test.field === field) || (test.test === 'same' && fieldOf(test.part) === field)

// The answer for two recorded values that are not the same: 2 or more.
type Lesser = (a: number, b: number) => number

function bindLesser(register: SharedRegister, kernels: Kernels, tests: readonly Test[]): Lesser {
  if (tests.length === 0) return () => 2
  const thresholds = tests.flatMap(test => (test.test === 'jaro-winkler' ? [test] : []))
  if (thresholds.length === tests.length) return jaroWinklerLadder(register, kernels, thresholds)
  const parts = tests.flatMap(test => (test.test === 'same' ? oneAnswer(register, test.part) : []))
  if (parts.length === tests.length) return partLadder(parts)
  const bound = tests.flatMap(test =>
    test.test === 'same' || 'field' in test ? [bindValueTest(register, kernels, test)] : [],
  )
  return (a, b) => {
    for (let level = 0; level < bound.length; level++) if (bound[level](a, b)) return level + 2
    return bound.length + 2
  }
}

const oneAnswer = (register: SharedRegister, part: Part): Uint32Array[] => {
  const table = register.parts[part]
  return table === undefined || table.several ? [] : [table.of]
}

// Nested parts of one value, as of a postcode: plain look-ups.
function partLadder(parts: readonly Uint32Array[]): Lesser {
  const levels = parts.length
  return (a, b) => {
    for (let level = 0; level < levels; level++) {
      const part = parts[level]
      if (part[a] !== 0 && part[a] === part[b]) return level + 2
    }
    return levels + 2
  }
}

// Several thresholds of one similarity: refused together by the signatures, and worked out once when not.
function jaroWinklerLadder(
  register: SharedRegister,
  kernels: Kernels,
  tests: readonly Extract<Test, { test: 'jaro-winkler' }>[],
): Lesser {
  const { signatures } = register.texts[tests[0].field]
  const kernel = kernels.jaroWinkler(tests[0].field)
  const thresholds = Float64Array.from(tests, test => test.atLeast)
  const needed = jaroNeeded(Math.min(...thresholds))
  return (a, b) => {
    if (mostJaro(signatures[a], signatures[b]) < needed) return thresholds.length + 2
    const similarity = kernel.similarity(a, b)
    for (let level = 0; level < thresholds.length; level++) if (similarity >= thresholds[level]) return level + 2
    return thresholds.length + 2
  }
}

// The common case, kept apart because it decides most pairs on two numbers.
function ofValues({ rows, stride }: SharedRegister, slot: number, lesser: Lesser): BoundComparison {
  const answer = (i: number, j: number): number => {
    const a = rows[i * stride + slot]
    const b = rows[j * stride + slot]
    if (a === 0 || b === 0) return 0
    return a === b ? 1 : lesser(a, b)
  }
  return {
    answer,
    answers({ left, right, length }, out) {
      for (let k = 0; k < length; k++) {
        const a = rows[left[k] * stride + slot]
        const b = rows[right[k] * stride + slot]
        out[k] = a === 0 || b === 0 ? 0 : a === b ? 1 : lesser(a, b)
      }
    },
  }
}

function ofRecords(
  { rows, stride }: SharedRegister,
  slots: readonly number[],
  levels: readonly { readonly holds: BoundTest; readonly neutral: boolean }[],
): BoundComparison {
  const answer = (i: number, j: number): number => {
    if (!slots.some(slot => rows[i * stride + slot] !== 0 && rows[j * stride + slot] !== 0)) return 0
    for (let level = 0; level < levels.length; level++) {
      if (levels[level].holds(i, j)) return levels[level].neutral ? 0 : level + 1
    }
    return levels.length + 1
  }
  return {
    answer,
    answers({ left, right, length }, out) {
      for (let k = 0; k < length; k++) out[k] = answer(left[k], right[k])
    },
  }
}
