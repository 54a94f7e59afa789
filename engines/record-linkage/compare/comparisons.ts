import type { SharedRegister } from '../columns/register.ts'
import type { Comparison } from '../model/types.ts'
import { type BoundTest, bindTest, createKernels, type Kernels, slotOf } from './tests.ts'

/** The level of two records: 0 not recorded, 1 to L the comparison's levels in order, L + 1 all other. */
export type BoundComparison = (i: number, j: number) => number

/** Binds comparisons to a register, in order. */
export function bindComparisons(register: SharedRegister, comparisons: readonly Comparison[]): BoundComparison[] {
  const kernels = createKernels(register)
  return comparisons.map(comparison => bindComparison(register, kernels, comparison))
}

/** The number of answers a comparison can give, "not recorded" and "all other" among them. */
export const answersOf = (comparison: Comparison): number => comparison.levels.length + 2

function bindComparison(register: SharedRegister, kernels: Kernels, comparison: Comparison): BoundComparison {
  const { fields, levels } = comparison
  const tests = levels.map(level => bindTest(register, kernels, level.when))
  const first = levels[0]?.when
  if (fields.length === 1 && first?.test === 'exact' && first.field === fields[0]) {
    return ofOneField(register, slotOf(register, fields[0]), tests)
  }
  return ofSeveralFields(
    register,
    fields.map(field => slotOf(register, field)),
    tests,
  )
}

// The common case, kept apart because it decides most pairs on two numbers.
function ofOneField({ rows, stride }: SharedRegister, slot: number, tests: readonly BoundTest[]): BoundComparison {
  const levels = tests.length
  return (i, j) => {
    const a = rows[i * stride + slot]
    if (a === 0) return 0
    const b = rows[j * stride + slot]
    if (b === 0) return 0
    if (a === b) return 1
    for (let level = 1; level < levels; level++) if (tests[level](i, j)) return level + 1
    return levels + 1
  }
}

function ofSeveralFields(
  { rows, stride }: SharedRegister,
  slots: readonly number[],
  tests: readonly BoundTest[],
): BoundComparison {
  return (i, j) => {
    if (!slots.some(slot => rows[i * stride + slot] !== 0 && rows[j * stride + slot] !== 0)) return 0
    const level = tests.findIndex(test => test(i, j))
    return level < 0 ? tests.length + 1 : level + 1
  }
}
