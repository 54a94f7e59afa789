import { checkTrained } from './check.ts'
import { isRecord } from './is-record.ts'
import { fieldsOfTest, testsWithin } from './parts.ts'
import { readBlockingRule, readCondition } from './splink-sql.ts'
import type {
  BlockingRule,
  Comparison,
  FieldKind,
  Level,
  LevelChances,
  LinkModel,
  Test,
  TrainedModel,
} from './types.ts'
import { derivationOf, fieldOf } from './types.ts'

type SplinkLevel = {
  readonly sql_condition: string
  readonly label_for_charts?: string
  readonly is_null_level?: boolean
  readonly m_probability?: number
  readonly u_probability?: number
  readonly tf_adjustment_column?: string
  readonly tf_adjustment_weight?: number
}

/** Whether a value looks like the settings that Splink saves. */
export const isSplinkModel = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) &&
  Array.isArray(value['comparisons']) &&
  Array.isArray(value['blocking_rules_to_generate_predictions'])

/**
 * Reads a trained model saved by Splink (3 to 5, DuckDB or Spark SQL). Fields get their kind from how they are compared;
 * a level without chances (Splink could not train it) gets no weight. Levels must be in Splink's order: missing first,
 * ELSE last. Throws, quoting the SQL, for a condition that is not understood.
 */
export function readSplinkModel(settings: Record<string, unknown>): TrainedModel {
  const read = listOf(settings['comparisons']).map(readComparison)
  const comparisons = read.map(({ comparison }) => comparison)
  const tests = comparisons.flatMap(({ levels }) => levels.flatMap(level => testsWithin(level.when)))
  const kindOf = (field: string): FieldKind => fieldKind(field, tests)
  const blocking = listOf(settings['blocking_rules_to_generate_predictions']).map(
    (rule): BlockingRule => ({ parts: readBlockingRule(ruleText(rule), field => kindOf(field) === 'date') }),
  )
  const compared = comparisons.flatMap(({ fields, levels }) => [
    ...fields,
    ...levels.flatMap(({ when }) => fieldsOfTest(when)),
  ])
  const fields = new Set([...compared, ...blocking.flatMap(({ parts }) => parts.map(fieldOf))])
  const model: LinkModel = {
    fields: Object.fromEntries([...fields].map(field => [field, kindOf(field)])),
    comparisons,
    blocking,
    sessions: [],
    certain: { rules: [], recall: 1 },
    guards: [],
  }
  const prior = Number(settings['probability_two_random_records_match'])
  const trained = { model, prior, chances: read.map(({ chances }) => chances) }
  checkTrained(trained)
  return trained
}

function readComparison(value: unknown): { comparison: Comparison; chances: LevelChances } {
  const settings = isRecord(value) ? value : {}
  const levels = listOf(settings['comparison_levels']).filter(isLevel)
  const graded = levels.filter(level => level.is_null_level !== true && level.sql_condition !== 'ELSE')
  const last = levels.find(level => level.sql_condition === 'ELSE')
  const bound = graded.map(readLevel)
  const fields = [...new Set(bound.flatMap(({ when }) => fieldsOfTest(when)))]
  const name = typeof settings['output_column_name'] === 'string' ? settings['output_column_name'] : fields.join('_')
  const all = last === undefined ? graded : [...graded, last]
  return { comparison: { name, fields, levels: bound }, chances: chancesOf(name, all, last === undefined) }
}

function readLevel(level: SplinkLevel): Level {
  const when: Test = readCondition(level.sql_condition)
  const label = level.label_for_charts ?? level.sql_condition
  const field = level.tf_adjustment_column
  return field === undefined
    ? { label, when }
    : { label, when, frequency: { field: field.toLowerCase(), weight: level.tf_adjustment_weight ?? 1 } }
}

// A level without both chances weighs nothing, as in Splink.
function chancesOf(name: string, levels: readonly SplinkLevel[], noElse: boolean): LevelChances {
  if (noElse) throw new Error(`comparison ${name} of the Splink model has no ELSE level`)
  const trained = levels.map(({ m_probability: m, u_probability: u }) =>
    m === undefined || u === undefined ? [1, 1] : [m, u],
  )
  return { m: trained.map(([m]) => m), u: trained.map(([, u]) => u) }
}

const DATE_TESTS = ['days-within', 'date-swapped', 'date-digit']
const POSTCODE_PARTS = ['sector', 'district', 'area']

function fieldKind(field: string, tests: readonly Test[]): FieldKind {
  const own = tests.filter(test => fieldsOfTest(test).includes(field))
  const parts = own.flatMap(test => (test.test === 'same' ? [derivationOf(test.part)] : []))
  if (own.some(test => DATE_TESTS.includes(test.test))) return 'date'
  if (parts.some(part => POSTCODE_PARTS.includes(part))) return 'postcode'
  return parts.includes('items') ? 'list' : 'text'
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const isLevel = (value: unknown): value is SplinkLevel => isRecord(value) && typeof value['sql_condition'] === 'string'

const ruleText = (rule: unknown): string => {
  if (typeof rule === 'string') return rule
  if (isRecord(rule) && typeof rule['blocking_rule'] === 'string') return rule['blocking_rule']
  throw new Error('a blocking rule of the Splink model has no text')
}
