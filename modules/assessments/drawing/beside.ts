import { type FoundMark, type Picture, type ThenNowGroup, thenNow } from '#platform/charts'
import { longDate } from '#platform/views'
import {
  type Beside,
  besideEachOther,
  changeInWords,
  changesFinding,
  stateNow,
  stateThen,
  wasFound,
} from '../rules/changes.ts'
import { contextKeys, contextWords, type FactorState, stateWords, weightWords } from '../rules/contexts.ts'
import type { FoundFactor, Weighed } from '../rules/findings.ts'

export type Looked = {
  readonly made_on: string
  readonly factors: readonly FoundFactor[]
  readonly weights: readonly Weighed[]
}

const marks: Readonly<Record<FactorState, FoundMark>> = {
  present: 'found',
  suspected: 'perhaps',
  'not present': 'none',
  'not known': 'unknown',
}

/** Two assessments of one life as a picture: names beside names, in the five contexts. It holds no figure but its dates. */
export function besidePicture(name: string, then: Looked, now: Looked, synthetic: boolean): Picture {
  const all = besideEachOther(then.factors, now.factors)
  return thenNow({
    id: 'beside',
    finding: changesFinding(all),
    measure: `${name}: what was found on ${longDate(then.made_on)} and on ${longDate(now.made_on)}, in the five parts of a life`,
    source: 'The two assessments, as each was written down',
    synthetic,
    ...{ before: longDate(then.made_on), after: longDate(now.made_on), strengths: 'Strengths', harms: 'Risks' },
    groups: contextKeys.map((context): ThenNowGroup => {
      const weigh = (it: Looked): string => {
        const weight = it.weights.find(each => each.context === context)?.weight ?? 'not known'
        return weightWords[weight]
      }
      const [before, after] = [weigh(then), weigh(now)]
      return {
        name: contextWords[context],
        words: before === after ? [after, 'as before'] : [after, `before: ${before.toLowerCase()}`],
        items: all
          .filter(it => it.context === context && wasFound(it))
          .map(it => ({
            label: it.label,
            kind: it.kind === 'strength' ? 'strength' : 'harm',
            before: marks[stateThen(it)],
            after: marks[stateNow(it)],
            change: changeInWords(it),
          })),
      }
    }),
    head: ['What', 'Kind', 'Part of a life', 'Then', 'Now', 'What changed', 'Evidence then', 'Evidence now'],
    rows: all.map(rowOf),
  })
}

function rowOf(it: Beside): string[] {
  return [
    it.label,
    it.kind === 'strength' ? 'Strength' : 'Risk',
    contextWords[it.context],
    stateWords[stateThen(it)],
    stateWords[stateNow(it)],
    changeInWords(it),
    evidenceOf(it.before),
    evidenceOf(it.after),
  ]
}

function evidenceOf(it: FoundFactor | undefined): string {
  if (it === undefined || it.evidence === '') return ''
  const when = it.seen_on === null ? '' : `, ${longDate(it.seen_on)}`
  return `${it.evidence} (${it.source}${when})`
}
