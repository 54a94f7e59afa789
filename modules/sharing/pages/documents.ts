import { ukDay } from '#platform/clock'
import { boxesOf } from '#platform/days'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { type DocumentFields, documentForm, withDays } from '../forms/documents.ts'
import { lawOfSharing } from '../law.ts'
import { type DocumentKind, documentKinds, documentState, documentStates } from '../rules/documents.ts'
import {
  addDocument,
  changeDocument,
  type DocumentText,
  documentById,
  documents,
  type SharingDocument,
} from '../store/documents.ts'
import { agencyNames } from '../store/parties.ts'
import { familyWords } from '../words.ts'

const purpose = 'governance'
const change = { purpose, roles: ['governance'] } as const

export const documentPages: readonly Page[] = [
  { method: 'get', path: '/agreements', purpose, handle: list },
  {
    ...change,
    method: 'get',
    path: '/agreements/new/:kind',
    handle: async visit => formPage(visit, kindOf(visit), {}, []),
  },
  { ...change, method: 'post', path: '/agreements/new/:kind', handle: add },
  { method: 'get', path: '/agreements/:id', purpose, handle: show },
  { ...change, method: 'get', path: '/agreements/:id/change', handle: changeStart },
  { ...change, method: 'post', path: '/agreements/:id/change', handle: changeIt },
]

const whatBelongs: Readonly<Record<DocumentKind, string>> = {
  agreement: 'The agreements under which the partners share: who, what, why, since when, and when each is reviewed.',
  processing:
    'What each agency does with personal information, as UK GDPR Article 30 asks: one record for each activity.',
  policy: 'The policy documents that sensitive and offence information needs: one for each body and set of conditions.',
}

async function list({ tx, now, who }: Visit): Promise<Answer> {
  const all = await documents(tx)
  const sections = kinds.map(kind => ({
    kind,
    title: `${documentKinds[kind].replace(/^Record/, 'Records')}${kind === 'processing' ? '' : 's'}`,
    belongs: whatBelongs[kind],
    rows: all.filter(it => it.kind === kind).map(it => withState(it, now)),
  }))
  const mayChange = who?.roles.includes('governance') === true
  return view('sharing/views/documents.njk', { title: 'Agreements and records', sections, mayChange })
}

const kinds = ['agreement', 'processing', 'policy'] as const

function kindOf({ params }: Visit): DocumentKind {
  const kind = kinds.find(it => it === params['kind'])
  if (kind === undefined) throw new NotFound()
  return kind
}

const withState = (it: SharingDocument, now: Date) => ({ ...it, state: documentStates[documentState(it, ukDay(now))] })

async function found({ tx, params }: Visit): Promise<SharingDocument> {
  const id = params['id'] ?? ''
  const it = isUuid(id) ? await documentById(tx, id) : undefined
  if (it === undefined) throw new NotFound()
  return it
}

async function show(visit: Visit): Promise<Answer> {
  const it = await found(visit)
  const law = lawOfSharing()
  return view('sharing/views/document.njk', {
    title: it.title,
    back: { href: '/agreements', text: 'Agreements and records' },
    it: withState(it, visit.now),
    kind: documentKinds[it.kind],
    purposes: it.purposes.map(id => law.purposes.get(id)?.label ?? id),
    information: it.information.map(id => law.classes.get(id)?.label ?? id),
    bases: it.bases
      .map(id => law.bases.get(id))
      .map(basis => (basis === undefined ? '' : `${basis.reference}, ${basis.name}`)),
    retention: law.retention.get(it.retention ?? ''),
    mayChange: visit.who?.roles.includes('governance') === true,
  })
}

async function formPage(
  { tx }: Visit,
  kind: DocumentKind,
  answers: Readonly<Record<string, unknown>>,
  errors: readonly FieldError[],
  it?: SharingDocument,
): Promise<Answer> {
  const law = lawOfSharing()
  const data = {
    title: it === undefined ? `Add: ${documentKinds[kind].toLowerCase()}` : `Change: ${it.title}`,
    back: it === undefined ? '/agreements' : `/agreements/${it.id}`,
    action: it === undefined ? `/agreements/new/${kind}` : `/agreements/${it.id}/change`,
    kind,
    version: answers['version'] ?? it?.version,
    answers,
    agencies: (await agencyNames(tx)).map(({ id, name }) => ({ value: id, text: name })),
    purposes: [...law.purposes.values()].map(({ id, label }) => ({ value: id, text: label })),
    information: [...law.classes.values()].map(({ id, label }) => ({ value: id, text: label })),
    bases: [...law.bases.values()].map(({ id, name, reference, family }) => ({
      value: id,
      text: `${name} (${reference})`,
      hint: { text: familyWords[family] },
    })),
    retentions: [...law.retention.values()].map(({ id, label }) => ({ value: id, text: label })),
    errors: formErrors(errors),
  }
  return view('sharing/views/document-form.njk', data, errors.length > 0 ? 422 : 200)
}

async function add(visit: Visit): Promise<Answer> {
  const kind = kindOf(visit)
  const parsed = parseForm(documentForm(kind), withDays(visit.body))
  if (!parsed.ok) return formPage(visit, kind, visit.body, parsed.errors)
  const id = await addDocument(visit.tx, textOf(kind, parsed.value), visit.now)
  return redirect(`/agreements/${id}`, 'Added.')
}

function textOf(kind: DocumentKind, fields: DocumentFields): DocumentText {
  return { ...fields, kind, retention: fields.retention === '' ? null : fields.retention }
}

async function changeStart(visit: Visit): Promise<Answer> {
  const it = await found(visit)
  return formPage(
    visit,
    it.kind,
    {
      ...it,
      ...boxesOf('signed_on', it.signed_on ?? ''),
      ...boxesOf('review_on', it.review_on ?? ''),
      ...boxesOf('ended_on', it.ended_on ?? ''),
    },
    [],
    it,
  )
}

async function changeIt(visit: Visit): Promise<Answer> {
  const it = await found(visit)
  const parsed = parseForm(documentForm(it.kind), withDays(visit.body))
  if (!parsed.ok) return formPage(visit, it.kind, visit.body, parsed.errors, it)
  const version = Number.parseInt(String(visit.body['version'] ?? ''), 10) || 0
  await changeDocument(visit.tx, it.id, version, textOf(it.kind, parsed.value), visit.now)
  return redirect(`/agreements/${it.id}`, 'Changed.')
}
