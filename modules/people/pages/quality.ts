import { record } from '#platform/ledger'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { matchWaiting } from '../matching/matcher.ts'
import { linkRules } from '../rules/linkage.ts'
import { agreementOf, atThresholds, joinScore, type Share, shareOf } from '../rules/review.ts'
import { type Completeness, completeness, completenessOfLoads, doubleAnswers, labelledPairs } from '../store/quality.ts'

export const qualityRoles = ['coordinator', 'analyst', 'governance'] as const

export const qualityPages: readonly Page[] = [
  { method: 'get', path: '/people/matching', purpose: 'match-quality', roles: qualityRoles, handle: show },
]

const percent = (share: Pick<Share, 'value' | 'low' | 'high'> | undefined): string => {
  const of = (value: number): string => `${Math.round(value * 100)}`
  return share === undefined ? 'Too few' : `${of(share.value)} % (${of(share.low)} to ${of(share.high)})`
}
const partOf = (count: number, all: number): string => percent(shareOf(count, all))

const rowOf = ({ agency, records, born, postcode, numbers, unlinkable, elsewhere }: Completeness) => ({
  agency,
  records,
  born: partOf(born, records),
  postcode: partOf(postcode, records),
  numbers: partOf(numbers, records),
  unlinkable,
  elsewhere: partOf(elsewhere, records),
})

/** Counts only: an analyst learns how good the matching is and nobody's name. */
async function show(visit: Visit): Promise<Answer> {
  const left = await matchWaiting(visit)
  const labelled = await labelledPairs(visit.tx)
  const { pairs, agreed, kappa } = agreementOf(await doubleAnswers(visit.tx))
  const two = (value: number): string => value.toFixed(2)
  await record(visit.tx, { action: 'read', kind: 'quality of matching', detail: { labelled: labelled.length } })
  const data = {
    title: 'How good the matching is',
    left,
    labelled: labelled.length,
    join: joinScore(linkRules.join).toFixed(2),
    thresholds: atThresholds(labelled).map(it => ({
      threshold: it.threshold,
      precision: percent(it.precision),
      recall: percent(it.recall),
      of: it.precision?.of ?? 0,
    })),
    second: { pairs, agreed, kappa: kappa && `${two(kappa.value)} (${two(kappa.low)} to ${two(kappa.high)})` },
    agencies: (await completeness(visit.tx)).map(rowOf),
    loads: (await completenessOfLoads(visit.tx)).map(it => ({ ...rowOf(it), loaded: it.loaded })),
  }
  return view('people/views/matching.njk', data)
}
