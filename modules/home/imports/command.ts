import { parseArgs } from 'node:util'
import { accountByKey } from '#modules/agencies'
import { FileRefused } from '#platform/files'
import {
  filesAt,
  type ImportKind,
  type ImportReport,
  type NameFile,
  newBatch,
  runImport,
  undoImport,
} from '#platform/imports'
import type { Command, CommandContext, Workplace } from '#platform/module'
import { rejections } from '../store/work.ts'

type Say = (line: string) => void

/** `node cli.ts import KIND FILE...`: the same import as the page, for files that are on this machine. */
export function importCommand(kinds: readonly ImportKind[], otherKind: NameFile): Command {
  return {
    name: 'import',
    summary: `Reads files into the partnership. Kinds: ${kinds.map(({ name }) => name).join(', ')}.`,
    options: 'KIND FILE... [--dry-run] [--as USER] [--option NAME=VALUE]   or   --undo BATCH [--as USER]',
    run: (args, say, context) => run({ kinds, otherKind }, args, say, context),
  }
}

async function run(
  { kinds, otherKind }: { readonly kinds: readonly ImportKind[]; readonly otherKind: NameFile },
  args: readonly string[],
  say: Say,
  context: CommandContext,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      as: { type: 'string', default: 'analyst' },
      undo: { type: 'string' },
      option: { type: 'string', multiple: true, default: [] },
    },
  })
  const [name, ...paths] = positionals
  const kind = kinds.find(it => it.name === name)
  if (values.undo === undefined && (kind === undefined || paths.length === 0)) {
    say(
      `Say what kind of file it is and where: node cli.ts import KIND FILE... Kinds: ${kinds.map(it => it.name).join(', ')}.`,
    )
    return 2
  }
  const workplace = await context.open()
  const actor = await actorOf(workplace, values.as)
  if (actor === undefined) {
    say(`There is no user "${values.as}". Add one with: node cli.ts account`)
    return 2
  }
  if (values.undo !== undefined) return undo(kinds, workplace, actor, values.undo, say)
  if (kind === undefined) return 2
  const options = Object.fromEntries(values.option.map(pair => pair.split('=', 2)))
  return load(workplace, kind, paths, { dryRun: values['dry-run'], actor, options, otherKind }, say)
}

type Asked = {
  readonly dryRun: boolean
  readonly actor: { id: string; session: undefined }
  readonly options: Record<string, string>
  readonly otherKind: NameFile
}

async function load(
  { database, clock }: Workplace,
  kind: ImportKind,
  paths: readonly string[],
  asked: Asked,
  say: Say,
): Promise<number> {
  const began = performance.now()
  try {
    const report = await runImport(database, {
      kind,
      batch: newBatch(),
      files: filesAt(paths),
      names: paths.map(path => path.split('/').at(-1) ?? path),
      now: clock.now(),
      ...asked,
    })
    const seconds = (performance.now() - began) / 1000
    for (const line of lines(report, asked.dryRun, seconds)) say(line)
    for (const it of await database.asActor(asked.actor, 'import', tx => rejections(tx, report.batch, 20))) {
      say(`${it.file}, line ${it.line}, ${it.column_name}: ${it.reason}`)
    }
    return report.rejected === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    say(error.message)
    return 1
  }
}

function lines(report: ImportReport, dryRun: boolean, seconds: number): string[] {
  const { read, loaded, rejected, duplicate, outside } = report
  return [
    `${dryRun ? 'Checked' : 'Loaded'} batch ${report.batch} in ${seconds.toFixed(1)} s`,
    `read ${read}, ${dryRun ? 'would load' : 'loaded'} ${loaded}, rejected ${rejected}, duplicates ${duplicate}, outside the area ${outside}`,
    ...report.notes,
  ]
}

async function actorOf({ database }: Workplace, key: string): Promise<{ id: string; session: undefined } | undefined> {
  const account = await database.asSystem('sign-in', 'import', tx => accountByKey(tx, key))
  return account === undefined ? undefined : { id: account.id, session: undefined }
}

async function undo(
  kinds: readonly ImportKind[],
  { database }: Workplace,
  actor: Asked['actor'],
  batch: string,
  say: Say,
): Promise<number> {
  const removed = await database.asActor(actor, 'import', tx => undoImport(tx, kinds, batch))
  say(removed === 0 ? 'There is no such batch to take out.' : `Took ${removed} rows out.`)
  return removed === 0 ? 1 : 0
}
