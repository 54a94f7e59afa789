import { assessmentsCollection, assessmentsOf, chosenProgrammes, suggestedFor } from '#modules/assessments'
import { isHelp } from '#modules/interventions'
import { may } from '#platform/access'
import type { Visit } from '#platform/module'
import type { Case } from '../store/files.ts'

/**
 * What could help, for whoever may read the assessment: the programmes that somebody chose to offer, and those that the newest
 * assessment suggests, each with its reason; those for a parent or carer apart. Those for other ages, and those that take nobody new,
 * stay on the page where a person chooses.
 */
export async function helpFor({ tx, now }: Visit, it: Case) {
  if (!(await may(tx, 'read', assessmentsCollection))) return undefined
  const [newest] = await assessmentsOf(tx, it.id)
  if (newest === undefined) return undefined
  const chosen = await chosenProgrammes(tx, it.id)
  const suggested = (await suggestedFor(tx, newest, now))
    .filter(({ fit }) => fit !== 'outside')
    .map(({ programme: { id, name, summary }, fit, reasons }) => ({ id, name, summary, fit, reasons }))
  return {
    assessment: newest.id,
    chosen,
    suggested: suggested.filter(({ fit }) => fit !== 'carer'),
    forCarers: suggested.filter(({ fit }) => fit === 'carer'),
  }
}

type Help = Awaited<ReturnType<typeof helpFor>>

/**
 * Programmes as a list of choices: first those that somebody chose, then those that are suggested, then the others. What trains a
 * workforce or works on a whole system is help for nobody by name, and no choice.
 */
export function inOrderOf<T extends Parameters<typeof isHelp>[0] & { readonly id: string }>(
  help: Help,
  every: readonly T[],
): T[] {
  const first = [
    ...(help?.chosen.map(({ programme }) => programme) ?? []),
    ...(help?.suggested.map(({ id }) => id) ?? []),
    ...(help?.forCarers.map(({ id }) => id) ?? []),
  ]
  const place = ({ id }: T): number => (first.includes(id) ? first.indexOf(id) : first.length)
  return every.filter(isHelp).toSorted((a, b) => place(a) - place(b))
}
