// Reads the law that a partnership keeps as data. The files are described in partnerships/common/sharing/README.md.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { brokenReferences } from './references.ts'
import * as schema from './schema.ts'

export type { Law } from './schema.ts'

/**
 * Reads and checks every file of the law in `directory`. Throws an Error that names the file and the entry when a file is
 * missing, an entry has the wrong shape, an id is used twice, or an entry names something no other file has.
 */
export function readLaw(directory: string): schema.Law {
  const csv = <Entry extends { id: string }>(file: string, shape: z.ZodType<Entry>) =>
    checked(file, csvRows(file, textOf(directory, file)), shape)
  const yaml = <Entry extends { id: string }>(file: string, list: string, shape: z.ZodType<Entry>) =>
    checked(file, yamlEntries(file, list, textOf(directory, file)), shape)

  const law: schema.Law = {
    provisions: provisionsOf(yaml('legislation.yaml', 'acts', schema.actSchema)),
    flags: csv('function_flags.csv', schema.labelSchema),
    functions: csv('agency_functions.csv', schema.functionSchema),
    classes: csv('information_classes.csv', schema.informationClassSchema),
    purposes: csv('purposes.csv', schema.purposeSchema),
    circumstances: csv('circumstances.csv', schema.circumstanceSchema),
    gateways: yaml('gateways.yaml', 'gateways', schema.gatewaySchema),
    bases: yaml('lawful_bases.yaml', 'bases', schema.basisSchema),
    obligations: yaml('obligations.yaml', 'obligations', schema.obligationSchema),
    noConsentReasons: csv('no_consent_reasons.csv', schema.noConsentReasonSchema),
    notSharingReasons: csv('not_sharing_reasons.csv', schema.labelSchema),
    consentStatuses: csv('consent_statuses.csv', schema.consentStatusSchema),
    retention: csv('retention.csv', schema.retentionSchema),
  }
  const broken = brokenReferences(law)
  if (broken.length > 0) throw new Error(broken.join('\n'))
  return law
}

function textOf(directory: string, file: string): string {
  try {
    return readFileSync(join(directory, file), 'utf8')
  } catch (cause) {
    throw new Error(`${file}: the file is missing or cannot be read. The law of sharing needs it.`, { cause })
  }
}

function csvRows(file: string, text: string): unknown[] {
  try {
    const rows: unknown[] = parseCsv(text, { columns: true, skip_empty_lines: true, trim: true })
    return rows
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : 'cannot be read as CSV'}`, { cause })
  }
}

function yamlEntries(file: string, list: string, text: string): unknown[] {
  let parsed: unknown
  try {
    parsed = parseYaml(text)
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : 'cannot be read as YAML'}`, { cause })
  }
  const entries = z.looseObject({ [list]: z.array(z.unknown()) }).safeParse(parsed)
  if (!entries.success) throw new Error(`${file}: must hold one list called "${list}".`)
  return z.array(z.unknown()).parse(entries.data[list])
}

function checked<Entry extends { id: string }>(file: string, raw: unknown[], shape: z.ZodType<Entry>) {
  const entries = new Map<string, Entry>()
  for (const [index, item] of raw.entries()) {
    const result = shape.safeParse(camelKeys(item))
    if (!result.success) throw new Error(`${file}: ${entryName(item, index)}: ${firstIssue(result.error)}`)
    if (entries.has(result.data.id)) throw new Error(`${file}: entry "${result.data.id}" appears twice.`)
    entries.set(result.data.id, result.data)
  }
  return entries
}

function entryName(item: unknown, index: number): string {
  const named = z.looseObject({ id: z.string().min(1) }).safeParse(item)
  return named.success ? `entry "${named.data.id}"` : `entry number ${index + 1}`
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'is not valid'
  const where = issue.path.map(part => snake(String(part))).join('.')
  return where === '' ? issue.message : `${where}: ${issue.message}`
}

function provisionsOf(acts: ReadonlyMap<string, z.output<typeof schema.actSchema>>) {
  const provisions = new Map<string, schema.Provision>()
  for (const act of acts.values()) {
    for (const provision of act.provisions) {
      if (provisions.has(provision.id)) throw new Error(`legislation.yaml: entry "${provision.id}" appears twice.`)
      provisions.set(provision.id, { ...provision, act: act.title, enacted: provision.enacted ?? act.enacted })
    }
  }
  return provisions
}

function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), camelKeys(inner)]))
}

/** Something in the law that nobody has settled yet, for the page that lists what is still to confirm. */
export type Unconfirmed = { readonly file: string; readonly id: string; readonly what: string; readonly note: string }

type Entry = { readonly id: string; readonly mappingStatus: 'verified' | 'confirm' }

/**
 * Everything still to confirm, in file order: entries not yet checked against the law itself, provisions whose start is not
 * known, and functions with a flag in doubt.
 */
export function unconfirmed(law: schema.Law): Unconfirmed[] {
  const open = <Kind extends Entry>(
    file: string,
    entries: ReadonlyMap<string, Kind>,
    say: (entry: Kind) => { what: string; note: string; doubtful?: boolean },
  ) =>
    [...entries.values()].flatMap(entry => {
      const { what, note, doubtful = false } = say(entry)
      return doubtful || entry.mappingStatus === 'confirm' ? [{ file, id: entry.id, what, note }] : []
    })
  return [
    ...open('legislation.yaml', law.provisions, ({ act, section, note = '', status }) => ({
      what: `${act}, ${section}`,
      note,
      doubtful: status === 'confirm',
    })),
    ...open('gateways.yaml', law.gateways, ({ name, source }) => ({ what: name, note: source })),
    ...open('lawful_bases.yaml', law.bases, ({ reference, name, source }) => ({
      what: `${reference}, ${name}`,
      note: source,
    })),
    ...open('agency_functions.csv', law.functions, ({ label, note, unsureFlags }) => ({
      what: label,
      note,
      doubtful: unsureFlags.length > 0,
    })),
    ...open('information_classes.csv', law.classes, ({ label, source }) => ({ what: label, note: source })),
    ...open('retention.csv', law.retention, ({ label, driver }) => ({ what: label, note: driver })),
  ]
}

const camel = (key: string) => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
const snake = (key: string) => key.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
