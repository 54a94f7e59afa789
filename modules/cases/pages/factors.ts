import { content } from '#modules/model'
import { ukDay } from '#platform/clock'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { prevalenceOf, shownBefore, smallest } from '../rules/prevalence.ts'
import { factorMonths, factorTallies } from '../store/counts.ts'

/** Who reads what assessments have in common. */
export const factorRoles = ['practitioner', 'coordinator', 'chair', 'analyst', 'board'] as const

export const factorPages: readonly Page[] = [
  { purpose: 'measures', roles: factorRoles, method: 'get', path: '/cases/factors', handle: factors },
]

/** What the assessments of those who are helped have in common, without any case: the live form of the review of cases. */
async function factors({ tx, now }: Visit): Promise<Answer> {
  const strengths = await content(tx, 'protectiveFactors')
  const risks = await content(tx, 'riskFactors')
  const labels = new Map([...strengths, ...risks].map(({ id, plain_label_ours: label }) => [id, label]))
  const before = shownBefore(await factorMonths(tx), ukDay(now))
  const tallies = before === undefined ? [] : await factorTallies(tx, before)
  const { of, list } = prevalenceOf(tallies, [...labels.keys()])
  const known = new Set(strengths.map(({ id }) => id))
  const rows = list.map(({ factor, share }) => ({
    label: labels.get(factor) ?? factor,
    strength: known.has(factor),
    share,
  }))
  const parts = [
    { heading: 'Strengths', rows: rows.filter(({ strength }) => strength) },
    { heading: 'Risks', rows: rows.filter(({ strength }) => !strength) },
  ]
  return view('cases/views/factors.njk', {
    title: 'What people who are helped have in common',
    of,
    parts,
    smallest,
    before,
  })
}
