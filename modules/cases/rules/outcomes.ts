// What is counted of an ending and of a follow-up, for the measures: words without anybody in them.
import type { Look } from './delivery.ts'
import type { Counted } from './measures.ts'
import type { Outcome } from './records.ts'

type Seen = { readonly factor: string; readonly kind: 'strength' | 'risk'; readonly state: string }

const isThere = ({ state }: Seen): boolean => state === 'present' || state === 'suspected'

/** How many more of one kind came than went. What is not known now has not gone. */
function gained(kind: Seen['kind'], first: readonly Seen[], newest: readonly Seen[]): number {
  const there = (all: readonly Seen[]) => all.filter(it => it.kind === kind && isThere(it)).map(({ factor }) => factor)
  const gone = newest.filter(it => it.kind === kind && it.state === 'not present').map(({ factor }) => factor)
  const before = there(first)
  const came = there(newest).filter(factor => !before.includes(factor)).length
  return came - before.filter(factor => gone.includes(factor)).length
}

/** Of a first and a newest assessment: which way strengths and risks went. Of the whole partnership it is a share; of nobody it is a score. */
export function countedOfChange(first: readonly Seen[], newest: readonly Seen[]): Counted[] {
  return [
    'ending compared',
    ...(gained('risk', first, newest) < 0 ? (['ending with fewer risks'] as const) : []),
    ...(gained('strength', first, newest) > 0 ? (['ending with more strengths'] as const) : []),
  ]
}

/** Of an ending: how, and each goal that is still wanted. */
export function countedOfEnding({
  how,
  goals,
}: Pick<Outcome, 'how'> & { readonly goals: readonly Pick<Outcome['goals'][number], 'met'>[] }): Counted[] {
  const wanted = goals.filter(({ met }) => met !== 'no longer wanted')
  return [how, ...wanted.flatMap(({ met }): Counted[] => (met === 'met' ? ['goal asked', 'goal met'] : ['goal asked']))]
}

type Asked = Pick<Look, 'reached' | 'harm' | 'attendance' | 'safety'>

/** Of a follow-up. `first` is how safe they felt when they were first asked; undefined where they never were before. */
export function countedOfFollowUp({ reached, harm, attendance, safety }: Asked, first: number | undefined): Counted[] {
  if (reached === 'no') return ['follow-up not reached']
  const counted: Counted[] = ['follow-up reached']
  if (harm === 'none') counted.push('follow-up without harm')
  if (attendance === 'most days' || attendance === 'some days' || attendance === 'hardly ever')
    counted.push('follow-up attendance known')
  if (attendance === 'most days') counted.push('follow-up attending')
  if (safety !== null && first !== undefined) counted.push('follow-up safety known')
  if (safety !== null && first !== undefined && safety >= first) counted.push('follow-up as safe')
  return counted
}
