import { CoefficientBook, type Coefficients } from '../scores/combination.ts'
import type { DrawPlan } from '../threads/workspace.ts'
import { BLOCK } from './kernels.ts'

/** The coefficients of a whole block of draws for one pattern of present indicators. */
export interface Page {
  /** Factor of indicator i in its row: entry (i + 1) * BLOCK + draw. The first stretch is 0, for places left over. */
  factors: Float64Array
  /** Factor of each row in the index: entry row * BLOCK + draw. */
  ofRow: Float64Array
  /** 1 for each heading that is given. */
  given: Uint8Array
  /** 1 for each indicator that counts. */
  used: Uint8Array
}

type DrawCoefficients = (stated: Coefficients, pattern: number) => Coefficients[]

/** Pages by pattern, each worked out once; `perDraw` gives the coefficients of each draw, or one set for all of them. */
export function pageBook(
  plan: DrawPlan,
  minimumCoverage: number,
  perDraw: DrawCoefficients,
): (pattern: number) => Page {
  const book = new CoefficientBook(plan.combination, minimumCoverage)
  const pages = new Map<number, Page>()
  return pattern => {
    const known = pages.get(pattern)
    if (known) return known
    const stated = book.for(pattern)
    const page = pageFrom(plan, stated, perDraw(stated, pattern))
    pages.set(pattern, page)
    return page
  }
}

function pageFrom(plan: DrawPlan, stated: Coefficients, draws: Coefficients[]): Page {
  const factors = new Float64Array((stated.inHeading.length + 1) * BLOCK)
  const ofRow = new Float64Array(plan.rows * BLOCK).fill(1)
  for (let draw = 0; draw < BLOCK; draw++) {
    const coefficients = draws[draw % draws.length]
    rowFactors(plan, coefficients).forEach((factor, i) => {
      factors[(i + 1) * BLOCK + draw] = factor
    })
    if (plan.rowPerHeading)
      coefficients.ofHeading.forEach((factor, row) => {
        ofRow[row * BLOCK + draw] = factor
      })
  }
  const used = Uint8Array.from(stated.inHeading, factor => (factor > 0 ? 1 : 0))
  return { factors, ofRow, given: stated.given, used }
}

/** Factor of each indicator in its row: in its heading, or straight in the index when headings are not ranked. */
export function rowFactors(
  plan: Pick<DrawPlan, 'rowPerHeading' | 'combination'>,
  coefficients: Coefficients,
): Float64Array {
  const { inHeading, ofHeading } = coefficients
  return plan.rowPerHeading
    ? inHeading
    : inHeading.map((factor, i) => factor * ofHeading[plan.combination.headingOf[i]])
}
