import type { BlockingRule, Comparison, LinkModel, Part, Test } from './types.ts'
import { fieldOf } from './types.ts'

/** Every test inside a test, itself among them. */
export function testsWithin(test: Test): Test[] {
  if (test.test === 'all' || test.test === 'any') return [test, ...test.of.flatMap(testsWithin)]
  if (test.test === 'not') return [test, ...testsWithin(test.of)]
  return [test]
}

/** The fields that a test reads. */
export function fieldsOfTest(test: Test): string[] {
  return testsWithin(test).flatMap(inner => {
    if ('field' in inner) return [inner.field]
    if ('fields' in inner) return [...inner.fields]
    return 'part' in inner ? [fieldOf(inner.part)] : []
  })
}

/** The fields that a comparison reads. */
export const fieldsOfComparison = (comparison: Comparison): Set<string> =>
  new Set([...comparison.fields, ...comparison.levels.flatMap(level => fieldsOfTest(level.when))])

/** The fields that a blocking rule reads. */
export const fieldsOfRule = (rule: BlockingRule): Set<string> => new Set(rule.parts.map(fieldOf))

/** Every test of the model: in its comparisons and its guards. */
export const testsOfModel = (model: LinkModel): Test[] =>
  [
    ...model.comparisons.flatMap(c => c.levels.map(level => level.when)),
    ...model.guards.map(guard => guard.when),
  ].flatMap(testsWithin)

/** Every part that the model's tests and rules work out from fields, each once. */
export function partsOfModel(model: LinkModel): Set<Part> {
  const rules = [...model.blocking, ...model.sessions, ...model.certain.rules]
  const tested = testsOfModel(model).flatMap(test => (test.test === 'same' ? [test.part] : []))
  return new Set([...rules.flatMap(rule => rule.parts), ...tested])
}

/** A rule in words, for tables and errors: "surname + dob:year". */
export const ruleName = (rule: BlockingRule): string => rule.parts.join(' + ') || 'every pair'
