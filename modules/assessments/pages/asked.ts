import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { instrument } from '../instrument.ts'
import { contextKeys, contextWords } from '../rules/contexts.ts'
import type { Factor } from '../rules/findings.ts'
import { usedInstruments } from '../store/instruments.ts'
import { alreadyTold } from '../told.ts'
import { backTo, fileFor, marking, reading, subjectOf } from './shared.ts'

export const askedPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/assessments/told/:file', handle: toldPage },
  { ...reading, purpose: 'reference', method: 'get', path: '/assessments/instrument', handle: instrumentPage },
]

/** Ask once: what they told before, and to whom. */
async function toldPage(visit: Visit): Promise<Answer> {
  const { tx, params } = visit
  const file = await fileFor(tx, params['file'] ?? '')
  const { name } = await subjectOf(tx, file)
  const told = await alreadyTold(tx, file)
  await record(tx, { action: 'read', kind: 'assessment file', subject: file.file, detail: { told: true } })
  return view('assessments/views/told.njk', { title: `Already told: ${name}`, marking, back: backTo(file), told })
}

/** The strengths and risks that are asked, with the words of today and of each time before. */
async function instrumentPage({ tx }: Visit): Promise<Answer> {
  const { version, factors } = await instrument(tx)
  const used = await usedInstruments(tx)
  return view('assessments/views/instrument.njk', {
    title: 'What is asked',
    version,
    contexts: laidOut(factors),
    earlier: used.filter(it => it.version !== version).map(it => ({ ...it, contexts: laidOut(it.factors) })),
  })
}

function laidOut(factors: readonly Factor[]) {
  return contextKeys.map(context => {
    const own = factors.filter(it => it.context === context)
    return {
      name: contextWords[context],
      strengths: own.filter(({ kind }) => kind === 'strength'),
      risks: own.filter(({ kind }) => kind === 'risk'),
    }
  })
}
