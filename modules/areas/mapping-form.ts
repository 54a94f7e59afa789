import { z } from 'zod'
import type { IndicatorMapping, MappedValue } from './files/index.ts'

const line = /^([^|]+)\|([^|]+)(?:\|([^|]+))?$/

/** A mapping as a person writes it: one value column a line, `column | words`, or `column | words | denominator column`. */
export const mappingForm = z
  .object({
    name: z
      .string('Give it a short name')
      .trim()
      .regex(
        /^[a-z][a-z0-9_-]{1,40}$/,
        'A short name has lower-case letters, digits, - and _ only, and begins with a letter',
      ),
    title: z
      .string('Say what the table is')
      .trim()
      .min(3, 'Say what the table is')
      .max(200, 'Keep it to 200 characters'),
    areaColumn: z
      .string('Give the column with the areas')
      .trim()
      .min(1, 'Give the heading of the column with the codes of the areas')
      .max(200),
    scheme: z.enum(['gss', 'dfe', 'name'], 'Choose what the column holds'),
    periodColumn: z.string().trim().max(200).default(''),
    period: z.string().trim().max(40, 'Keep the period to 40 characters').default(''),
    values: z
      .string('Give at least one value column')
      .trim()
      .min(1, 'Give at least one value column')
      .refine(text => linesOf(text).every(it => line.test(it)), 'Write each value column as: heading | words'),
  })
  .refine(({ periodColumn, period }) => (periodColumn === '') !== (period === ''), {
    path: ['period'],
    message: 'Give either the column that holds the period, or one period for the whole file',
  })

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map(it => it.trim())
    .filter(it => it !== '')
}

/** The mapping that the answers of the form mean. Values keep the unit `other`: the page shows their words. */
export function mappingOf({
  name,
  areaColumn,
  scheme,
  periodColumn,
  period,
  values,
}: z.output<typeof mappingForm>): IndicatorMapping {
  return {
    areaColumn,
    areaScheme: scheme,
    period: periodColumn === '' ? { fixed: period } : { column: periodColumn },
    prefix: name,
    values: linesOf(values).map(mappedValue),
  }
}

function mappedValue(text: string): MappedValue {
  const [, column = '', words = '', denominator] = (line.exec(text) ?? []).map(part => part?.trim())
  const indicator = column
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
  return {
    column,
    indicator,
    words,
    unit: 'other',
    ...(denominator === undefined ? {} : { denominatorColumn: denominator }),
  }
}
