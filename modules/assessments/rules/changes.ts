import { type ContextKey, contextKeys, contextWords, type FactorState } from './contexts.ts'
import type { Factor, FoundFactor } from './findings.ts'

/** One factor at two times. One that was not asked at a time was not known then. */
export type Beside = Factor & { readonly before: FoundFactor | undefined; readonly after: FoundFactor | undefined }

/** Every factor of either assessment, strengths first, in the order in which they were asked. */
export function besideEachOther(then: readonly FoundFactor[], now: readonly FoundFactor[]): Beside[] {
  const gone = then.filter(it => !now.some(({ factor }) => factor === it.factor))
  const all = [...now, ...gone].map(({ factor, kind, context, label }) => ({
    ...{ factor, kind, context, label },
    before: then.find(it => it.factor === factor),
    after: now.find(it => it.factor === factor),
  }))
  const inOrder = contextKeys.flatMap(context => all.filter(it => it.context === context))
  return [...inOrder.filter(({ kind }) => kind === 'strength'), ...inOrder.filter(({ kind }) => kind === 'risk')]
}

export const stateThen = ({ before }: Beside): FactorState => before?.state ?? 'not known'
export const stateNow = ({ after }: Beside): FactorState => after?.state ?? 'not known'

const isFound = (state: FactorState): boolean => state === 'present' || state === 'suspected'

/** Whether it was found at either time: the others stand in the table alone. */
export const wasFound = (it: Beside): boolean => isFound(stateThen(it)) || isFound(stateNow(it))

/** What changed in words; empty where nothing did. No change is called better or worse: that is for people to say. */
export function changeInWords(it: Beside): string {
  const [then, now] = [stateThen(it), stateNow(it)]
  if (then === now) return ''
  if (isFound(then) && isFound(now)) return now === 'present' ? 'now sure' : 'less sure now'
  if (isFound(now)) return 'found since'
  if (isFound(then)) return now === 'not present' ? 'no longer there' : 'not known any more'
  return ''
}

/** What moved, by the part of a life and in words: which strengths and risks were found since, and which are no longer there. */
export function changesFinding(all: readonly Beside[]): string {
  const where = (kind: Beside['kind'], change: string): string => {
    const contexts = contextKeys.filter(context =>
      all.some(it => it.kind === kind && it.context === context && changeInWords(it) === change),
    )
    return listed(contexts)
  }
  const parts = [
    ['New strengths', where('strength', 'found since')],
    ['strengths no longer there', where('strength', 'no longer there')],
    ['risks no longer there', where('risk', 'no longer there')],
    ['new risks', where('risk', 'found since')],
  ].filter(([, contexts]) => contexts !== '')
  if (parts.length === 0) return 'No strength or risk came or went between the two'
  const sentence = parts.map(([what, contexts]) => `${what}: ${contexts}`).join('; ')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function listed(contexts: readonly ContextKey[]): string {
  const names = contexts.map(context => contextWords[context].toLowerCase())
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
