import { assessmentsCollection, assessmentsOf, chosenProgrammes, suggestedFor } from '#modules/assessments'
import { may } from '#platform/access'
import type { Visit } from '#platform/module'
import type { Case } from '../store/files.ts'

/**
 * What could help, for whoever may read the assessment: the programmes that somebody chose to offer, and those that the newest
 * assessment suggests, each with its reason. Those named for another age or stage of life stay on the page where a person chooses.
 */
export async function helpFor({ tx, now }: Visit, it: Case) {
  if (!(await may(tx, 'read', assessmentsCollection))) return undefined
  const [newest] = await assessmentsOf(tx, it.id)
  if (newest === undefined) return undefined
  const chosen = await chosenProgrammes(tx, it.id)
  const suggested = (await suggestedFor(tx, newest, now)).filter(({ fit }) => fit !== 'elsewhere' && fit !== 'outside')
  return {
    assessment: newest.id,
    chosen,
    suggested: suggested.map(({ programme: { id, name }, reasons, against }) => ({ id, name, reasons, against })),
  }
}

type Help = Awaited<ReturnType<typeof helpFor>>

/** Programmes as a list of choices: first those that somebody chose, then those that are suggested, then the others. */
export function inOrderOf<T extends { readonly id: string }>(help: Help, every: readonly T[]): T[] {
  const first = [
    ...(help?.chosen.map(({ programme }) => programme) ?? []),
    ...(help?.suggested.map(({ id }) => id) ?? []),
  ]
  const place = ({ id }: T): number => (first.includes(id) ? first.indexOf(id) : first.length)
  return every.toSorted((a, b) => place(a) - place(b))
}
