import { NotFound } from '#platform/errors'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { besidePicture, type Looked } from '../drawing/beside.ts'
import { contextKeys, contextWords, weightWords } from '../rules/contexts.ts'
import { type Assessment, assessmentById, factorsOf, weightsOf } from '../store/assessments.ts'
import { contentNotes, fileFor, marking, reading, subjectOf } from './shared.ts'

export const besidePages: readonly Page[] = [
  { ...reading, method: 'get', path: '/assessments/:id/beside/:other', handle: show },
]

async function assessmentIn({ tx }: Visit, id: string | undefined): Promise<Assessment> {
  const it = id !== undefined && isUuid(id) ? await assessmentById(tx, id) : undefined
  if (it === undefined) throw new NotFound()
  return it
}

type Side = Looked & { readonly it: Assessment }

async function sideOf({ tx }: Visit, it: Assessment): Promise<Side> {
  return { it, made_on: it.made_on, factors: await factorsOf(tx, it.id), weights: await weightsOf(tx, it.id) }
}

/** Two assessments of one file side by side, the earlier one first whichever was asked for. */
async function show(visit: Visit): Promise<Answer> {
  const { tx, params, config } = visit
  const asked = [await assessmentIn(visit, params['id']), await assessmentIn(visit, params['other'])]
  const [earlier, later] = asked.sort((a, b) => a.made_on.localeCompare(b.made_on) || a.id.localeCompare(b.id))
  if (earlier === undefined || later === undefined || earlier.file !== later.file || earlier.id === later.id)
    throw new NotFound()
  const file = await fileFor(tx, later.file)
  const { name } = await subjectOf(tx, file)
  await record(tx, ...[earlier, later].map(({ id }) => ({ action: 'read', kind: 'assessment', subject: id }) as const))
  const [before, after] = [await sideOf(visit, earlier), await sideOf(visit, later)]
  return view('assessments/views/beside.njk', {
    title: `Then and now: ${name}`,
    marking,
    back: { href: `/assessments/${later.id}`, text: 'The assessment' },
    picture: besidePicture(name, before, after, config.demonstration),
    sides: [earlier, later],
    voices: voicesOf(earlier, later),
    weights: contextKeys.map(context => ({
      name: contextWords[context],
      sides: [before, after].map(it => weightOf(it, context)),
    })),
    otherWords: earlier.instrument !== later.instrument,
    notes: await contentNotes(tx, later.file),
  })
}

/** What each of them said then and now, the person before the worker. */
function voicesOf(before: Assessment, after: Assessment) {
  const own = (it: Assessment): string => it.own_words || `No words of theirs: ${it.no_words_why}`
  const rows = [
    { what: 'How they see it', of: own },
    { what: 'What matters to them', of: (it: Assessment) => it.matters },
    { what: 'What they say they are ready for', of: (it: Assessment) => it.readiness },
    { what: 'How the worker sees it', of: (it: Assessment) => it.worker_view },
    { what: 'What the worker thinks they are ready for', of: (it: Assessment) => it.worker_readiness },
  ]
  return rows.map(({ what, of }) => ({ what, before: of(before) || 'Not said', after: of(after) || 'Not said' }))
}

function weightOf({ weights }: Looked, context: (typeof contextKeys)[number]) {
  const found = weights.find(it => it.context === context)
  return {
    weight: weightWords[found?.weight ?? 'not known'],
    why: found?.why ?? '',
    their_view: found?.their_view ?? '',
  }
}
