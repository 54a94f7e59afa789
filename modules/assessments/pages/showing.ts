import { NotFound } from '#platform/errors'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { contextWords, stateWords, weightWords } from '../rules/contexts.ts'
import { byContext, type ContextFindings, changesBetween, type FoundFactor } from '../rules/findings.ts'
import { type Assessment, assessmentById, assessmentsOf, factorsOf, weightsOf } from '../store/assessments.ts'
import { backTo, fileFor, marking, reading, subjectOf, works } from './shared.ts'

export const showingPages: readonly Page[] = [{ ...reading, method: 'get', path: '/assessments/:id', handle: show }]

type Looked = { readonly factors: readonly FoundFactor[]; readonly contexts: readonly ContextFindings[] }

async function looked({ tx }: Visit, id: string): Promise<Looked> {
  const factors = await factorsOf(tx, id)
  return { factors, contexts: byContext(factors, await weightsOf(tx, id)) }
}

/** One assessment, and beside it what differs from the one before. */
async function show(visit: Visit): Promise<Answer> {
  const { tx, params } = visit
  const id = params['id'] ?? ''
  const it = isUuid(id) ? await assessmentById(tx, id) : undefined
  if (it === undefined) throw new NotFound()
  const file = await fileFor(tx, it.file)
  const all = await assessmentsOf(tx, it.file)
  const before = all[all.findIndex(each => each.id === it.id) + 1]
  const now = await looked(visit, it.id)
  const then = before === undefined ? undefined : await looked(visit, before.id)
  const read = [it, ...(before === undefined ? [] : [before])]
  await record(tx, ...read.map(each => ({ action: 'read', kind: 'assessment', subject: each.id }) as const))
  const { name } = await subjectOf(tx, file)
  return view('assessments/views/assessment.njk', {
    title: `Assessment: ${name}`,
    marking,
    back: backTo(file),
    it,
    before,
    contexts: now.contexts.map(context => shown(context, then)),
    changes: then === undefined ? [] : changesBetween(then.factors, now.factors).map(inWords),
    others: all.filter(each => each.id !== it.id).map(brief),
    works: await works(tx, it.file),
    printed: visit.query['print'] === 'yes',
  })
}

const brief = ({ id, made_on, maker }: Assessment) => ({ id, made_on, maker })

function shown(it: ContextFindings, then: Looked | undefined) {
  const earlier = then?.contexts.find(({ context }) => context === it.context)
  const before = earlier && { weight: weightWords[earlier.weight], why: earlier.why }
  return { ...it, name: contextWords[it.context], weight: weightWords[it.weight], states: stateWords, before }
}

const inWords = ({ label, kind, before, now }: ReturnType<typeof changesBetween>[number]) => ({
  label,
  kind,
  before: stateWords[before],
  now: stateWords[now],
})
