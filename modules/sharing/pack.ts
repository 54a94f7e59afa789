// The pack: everything that is held about somebody, put together from every module, in the order of their story.
import { createHash } from 'node:crypto'
import type { Transaction } from '#platform/database'
import type { Module } from '#platform/module'
import { isHandedOver } from './rules/requests.ts'
import { isOpen, type OpenedRecord } from './store/opened.ts'
import { type ChoiceRow, choiceRows, type Look, looksAt } from './store/requests.ts'

export type PackSection = {
  /** Names the section from one reading to the next: module, record, heading, and its number among those of that heading. */
  readonly key: string
  readonly heading: string
  readonly record: { readonly title: string; readonly agency: string }
  readonly rows: readonly Readonly<Record<string, string>>[]
  /** Why its module says that it must not be handed over unread. */
  readonly marked: string | undefined
  readonly digest: string
  readonly handedOver: boolean
  readonly choices: readonly ChoiceRow[]
}

export type Pack = { readonly sections: readonly PackSection[]; readonly looks: readonly Look[] }

/** The modules in the order in which somebody's story goes; others come before what was shared. */
const story = ['people', 'incidents', 'referrals', 'assessments', 'cases', 'interventions', 'actions', 'meetings']
const last = ['sharing']

function inStory(modules: readonly Module[]): Module[] {
  const place = ({ name }: Module): number =>
    last.includes(name) ? story.length + 1 : story.includes(name) ? story.indexOf(name) : story.length
  return modules.toSorted((a, b) => place(a) - place(b))
}

/** What every module holds about the person of the records that are open for the request, as the present actor may read it. */
export async function packOf(
  tx: Transaction,
  modules: readonly Module[],
  { request, opened, now }: { request: string; opened: readonly OpenedRecord[]; now: Date },
): Promise<Pack> {
  const records = distinct(opened.filter(it => isOpen(it, now)))
  const choices = await choiceRows(tx, request)
  const found: PackSection[] = []
  for (const module of inStory(modules)) {
    for (const record of records) found.push(...(await sectionsOf(tx, module, record, choices)))
  }
  const sections = [...Map.groupBy(found, ({ key, digest }) => `${moduleOf(key)} ${digest}`).values()]
  return {
    // Two records of one person may lead to the same case: it is told once.
    sections: sections.flatMap(same => same.slice(0, 1)),
    looks: await looksAt(
      tx,
      records.map(({ record }) => record),
    ),
  }
}

const separator = ' | '
const moduleOf = (key: string): string => key.split(separator)[0] ?? ''

const distinct = (opened: readonly OpenedRecord[]): OpenedRecord[] => [
  ...new Map(opened.map(it => [it.record, it])).values(),
]

async function sectionsOf(
  tx: Transaction,
  { name, personalData }: Module,
  { record, title, agency }: OpenedRecord,
  choices: readonly ChoiceRow[],
): Promise<PackSection[]> {
  const sections = ((await personalData?.(tx, record)) ?? []).filter(({ rows }) => rows.length > 0)
  return sections.map(({ heading, rows, withhold }, at) => {
    const same = sections.slice(0, at).filter(it => it.heading === heading).length
    const key = [name, record, heading, same].join(separator)
    const digest = digestOf({ heading, rows })
    const made = choices.filter(it => it.section === key || isTwin(it, name, digest))
    const handedOver = isHandedOver({ marked: withhold !== undefined, digest }, made)
    return { key, heading, record: { title, agency }, rows, marked: withhold, digest, handedOver, choices: made }
  })
}

// The same words, reached from another record of the same person: what was decided about them holds here too.
const isTwin = (choice: ChoiceRow, module: string, digest: string): boolean =>
  choice.digest === digest && moduleOf(choice.section) === module

/** A digest of anything that JSON can hold, as 64 hexadecimal digits. */
const digestOf = (value: unknown): string => sha256(JSON.stringify(value))

/** The SHA-256 of a text in UTF-8, as 64 hexadecimal digits: what `sha256sum` says of the file. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
