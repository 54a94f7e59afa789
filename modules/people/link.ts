import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import {
  type Column,
  clusterRecords,
  createRegister,
  type Gathered,
  type LinkModel,
  type LinkResult,
  linkRecords,
  personModel,
  readModel,
  scoreRecords,
  type TrainedModel,
  usualBudget,
  writeModel,
} from '#engines/record-linkage'
import { LINK_OPTIONS, type LinkRequest, readArguments } from './linking/arguments.ts'
import { type AccuracyReport, describeRun, measureRun, reportLines } from './linking/report.ts'
import { appendTables, type FieldTable, readFields, truthLabels } from './linking/tables.ts'

/** Links the records of one or two files, and measures the result when true labels are given. Touches no database. */
export const linkCommand = {
  name: 'link',
  summary: 'Finds records of the same person in one file or across two, and measures the result against labels.',
  options: LINK_OPTIONS,
  async run(args: readonly string[], out: (line: string) => void): Promise<number> {
    try {
      const began = performance.now()
      for (const line of await link(readArguments(args), began)) out(line)
      return 0
    } catch (error) {
      out(error instanceof Error ? error.message : String(error))
      return 1
    }
  },
}

async function link(request: LinkRequest, began: number): Promise<string[]> {
  const given = request.model === undefined ? undefined : readModel(readFileSync(request.model, 'utf8'))
  const { table, split } = await readTables(request, given)
  const { result, people } = await linkTable(request, given, table, split)
  const found = describeRun(table.rows, result, people, request.seed)
  if (request.saveModel !== undefined) writeFileSync(request.saveModel, writeModel(result.trained))
  if (request.out !== undefined) writeFileSync(request.out, peopleLines(request.files, split, people))
  const seconds = (performance.now() - began) / 1000
  const accuracy = measure(request, table, split, result)
  if (request.json) return [JSON.stringify({ ...found, ...accuracy, seconds }, null, 2)]
  return reportLines(found, accuracy, seconds)
}

// One file as it is, or two end to end; `split` is where the second begins, 0 when there is none.
async function readTables(
  { files, map, truth }: LinkRequest,
  given: TrainedModel | undefined,
): Promise<{ table: FieldTable; split: number }> {
  const fields = given === undefined ? undefined : Object.keys(given.model.fields)
  const first = await readFields(files[0], { map, fields, truth })
  if (files[1] === undefined) return { table: first, split: 0 }
  return { table: appendTables(first, await readFields(files[1], { map, fields, truth })), split: first.rows }
}

type Linked = { result: Omit<LinkResult, 'training'>; people: Gathered }

async function linkTable(
  request: LinkRequest,
  given: TrainedModel | undefined,
  { rows, columns }: FieldTable,
  split: number,
): Promise<Linked> {
  const model = withTwins(given?.model ?? modelFor(columns), request.twins)
  const register = createRegister(columns, model, { split })
  const pairBudget = request.pairs ?? usualBudget(rows)
  const options = { threads: request.threads, seed: request.seed, pairBudget }
  const result =
    given === undefined
      ? await linkRecords(register, model, options)
      : await scoreRecords(register, { ...given, model }, options)
  return { result, people: clusterRecords(rows, result.prediction) }
}

const modelFor = (columns: readonly Column[]): LinkModel => personModel(columns.map(({ name }) => name))

const withTwins = (model: LinkModel, twins: LinkRequest['twins']): LinkModel =>
  twins === 'apart' ? model : { ...model, guards: model.guards.filter(({ name }) => name !== 'twins') }

function measure(
  { truthPattern }: LinkRequest,
  { rows, truth }: FieldTable,
  split: number,
  result: Pick<LinkResult, 'prediction'>,
): AccuracyReport | undefined {
  if (truth === undefined) return undefined
  return measureRun(rows, result, { labels: truthLabels(truth, truthPattern), split })
}

// One line for each record: its file, its place in the file (1 is the first after the heading), its person's number.
function peopleLines([first, second = first]: LinkRequest['files'], split: number, { groups }: Gathered): string {
  const lines = groups.flatMap((records, person) =>
    records.map(record => {
      const inSecond = split > 0 && record >= split
      return `${csvCell(basename(inSecond ? second : first))},${record - (inSecond ? split : 0) + 1},${person + 1}`
    }),
  )
  return `file,record,person\n${lines.join('\n')}\n`
}

const csvCell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
