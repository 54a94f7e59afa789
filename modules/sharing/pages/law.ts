import { z } from 'zod'
import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { type Answer, download, type Machine, type Page, type Visit, view } from '#platform/module'
import { type Table, type TableDocument, toCsv, toOds } from '#platform/tables'
import { provisionState } from '../gateways/in-force.ts'
import { unconfirmed } from '../gateways/law.ts'
import { isRoute, type Law } from '../gateways/schema.ts'
import { lawOfSharing } from '../law.ts'
import { familyWords, gatewayKinds, mappingWords, stateWords } from '../words.ts'

const purpose = 'public'

const notes = [
  'A working aid, not legal advice. Entries to be confirmed were not checked by a lawyer or a data protection officer.',
]
const column = (key: string, title: string) => ({ key, title, type: 'text' as const })
const source = column('source', 'Source')
const checked = column('checked', 'Checked')

const tables = { gateways, legislation, 'lawful-bases': lawfulBases, 'to-confirm': toConfirm } as const
type TableName = keyof typeof tables

function state(law: Law, provision: string | undefined, today: string): string {
  const found = provision === undefined ? undefined : law.provisions.get(provision)
  return found === undefined ? 'Always' : stateWords[provisionState(found, today)]
}

function gateways(law: Law, today: string): Table {
  return {
    name: 'gateways',
    title: 'Powers and duties to share',
    notes,
    columns: [
      column('name', 'Name'),
      column('kind', 'Kind'),
      column('state', 'State today'),
      column('summary', 'In short'),
      column('conditions', 'Keep to'),
      checked,
      source,
    ],
    rows: [...law.gateways.values()].map(it => ({
      name: it.name,
      kind: gatewayKinds[it.kind],
      state: state(law, it.provision, today),
      summary: isRoute(it) ? it.summary : `${it.summary} ${it.never}`,
      conditions: isRoute(it) ? it.conditions.join(' ') : '',
      checked: mappingWords[it.mappingStatus],
      source: it.source,
    })),
  }
}

function legislation(law: Law, today: string): Table {
  return {
    name: 'legislation',
    title: 'Legislation',
    notes,
    columns: [
      column('act', 'Act'),
      column('section', 'Provision'),
      column('about', 'What it does'),
      column('state', 'State today'),
      column('from', 'From'),
      column('until', 'Until'),
      column('note', 'Note'),
      checked,
    ],
    rows: [...law.provisions.values()].map(it => ({
      act: it.act,
      section: it.section,
      about: it.about,
      state: stateWords[provisionState(it, today)],
      from: it.from ?? '',
      until: it.until ?? '',
      note: it.note ?? '',
      checked: mappingWords[it.mappingStatus],
    })),
  }
}

function lawfulBases(law: Law, today: string): Table {
  return {
    name: 'lawful-bases',
    title: 'Lawful bases and conditions',
    notes,
    columns: [
      column('name', 'Name'),
      column('reference', 'Where'),
      column('family', 'Kind'),
      column('state', 'State today'),
      column('summary', 'In short'),
      checked,
      source,
    ],
    rows: [...law.bases.values()].map(it => ({
      name: it.name,
      reference: it.reference,
      family: familyWords[it.family],
      state: state(law, it.provision, today),
      summary: it.summary,
      checked: mappingWords[it.mappingStatus],
      source: it.source,
    })),
  }
}

function toConfirm(law: Law): Table {
  return {
    name: 'to-confirm',
    title: 'Still to be confirmed',
    notes,
    columns: [column('what', 'What'), column('note', 'Note or source'), column('file', 'File'), column('id', 'Entry')],
    rows: unconfirmed(law).map(({ what, note, file, id }) => ({ what, note, file, id })),
  }
}

const spreadsheet = 'application/vnd.oasis.opendocument.spreadsheet'

function tableFiles(): Machine {
  const names = Object.keys(tables).join('|')
  return {
    summary:
      'A table of the law of sharing, as CSV or as a spreadsheet: gateways, legislation, lawful bases, or what is still to be confirmed.',
    parameters: z.strictObject({ file: z.string().regex(new RegExp(`^(${names})\\.(csv|ods)$`)) }),
    answers: {
      200: { words: 'The table as it stands today.', type: ['text/csv; charset=utf-8', spreadsheet] },
      404: { words: 'There is no such table.', type: 'text/html; charset=utf-8' },
    },
    example: '/law/files/gateways.csv',
  }
}

/** The law of sharing as data: anybody may read it. */
export const lawPages: readonly Page[] = [
  { method: 'get', path: '/law', as: 'anonymous', purpose, handle: visit => tablePage(visit, 'gateways') },
  {
    method: 'get',
    path: '/law/legislation',
    as: 'anonymous',
    purpose,
    handle: visit => tablePage(visit, 'legislation'),
  },
  {
    method: 'get',
    path: '/law/lawful-bases',
    as: 'anonymous',
    purpose,
    handle: visit => tablePage(visit, 'lawful-bases'),
  },
  { method: 'get', path: '/law/to-confirm', as: 'anonymous', purpose, handle: visit => tablePage(visit, 'to-confirm') },
  { method: 'get', path: '/law/files/:file', as: 'anonymous', purpose, machine: tableFiles(), handle: file },
]

async function tablePage({ now }: Visit, name: TableName): Promise<Answer> {
  const table = tables[name](lawOfSharing(), ukDay(now))
  const links = [
    { href: '/law', text: 'Powers and duties', name: 'gateways' },
    { href: '/law/legislation', text: 'Legislation', name: 'legislation' },
    { href: '/law/lawful-bases', text: 'Lawful bases', name: 'lawful-bases' },
    { href: '/law/to-confirm', text: 'To be confirmed', name: 'to-confirm' },
  ]
  const [first, ...others] = table.columns
  return view('sharing/views/law.njk', { title: table.title, table, first, others, links, name })
}

async function file({ params, now }: Visit): Promise<Answer> {
  const [, wanted, format] = /^([a-z-]+)\.(csv|ods)$/.exec(params['file'] ?? '') ?? []
  const name = Object.keys(tables).find((it): it is TableName => it === wanted)
  if (name === undefined) throw new NotFound()
  const today = ukDay(now)
  const table = tables[name](lawOfSharing(), today)
  const as = `law-of-sharing-${name}-${today}.${format}`
  if (format === 'csv') return download(as, 'text/csv; charset=utf-8', toCsv(table))
  return download(as, spreadsheet, toOds(documentOf(table, today)))
}

function documentOf(table: Table, published: string): TableDocument {
  return {
    title: `The law of sharing: ${table.title}`,
    introduction: 'The law of sharing as Breakwater reads it. A working aid, not legal advice.',
    publisher: 'The partnership that runs this copy of Breakwater',
    published,
    licence: 'Made from public sector information licensed under the Open Government Licence v3.0',
    notes: [],
    tables: [table],
  }
}
