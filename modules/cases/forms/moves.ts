import { z } from 'zod'
import { moveEventWords, moves, toldKinds } from '../rules/moves.ts'
import { choice, dateFields, dateOf, needed, pastDay, problemIn, text } from './fields.ts'

/** A move that no date of birth tells: which, and when. */
export const moveForm = z
  .object({ kind: z.enum(toldKinds, 'Choose what changes'), ...dateFields('due') })
  .transform((it, context) => {
    const due = dateOf(it['due-day'], it['due-month'], it['due-year'])
    if (due === undefined || due === '') problemIn(context)('due-day', 'Enter a real date, such as 27 3 2026')
    return { kind: it.kind, due: due ?? '' }
  })

/** A step of the handover. `known` are the moves of the page, as `kind|due`. */
export const moveEventForm = (known: readonly string[], today: string) =>
  z
    .object({
      move: z.string('Choose which move').default(''),
      event: choice(moveEventWords, 'Choose how far it is'),
      who: text(300),
      why: needed('Say how: who meets whom, and what is passed on', 1_000),
      ...dateFields('on'),
    })
    .transform((it, context) => {
      const problem = problemIn(context)
      if (!known.includes(it.move)) problem('move', 'Choose which move')
      if (it.event !== 'not needed' && it.who === '')
        problem('who', 'Name the person or service that helps from then on')
      const on_day = pastDay('on', [it['on-day'], it['on-month'], it['on-year']], today, problem)
      const [kind, due = ''] = it.move.split('|')
      const found = Object.keys(moves).find(each => each === kind)
      return { kind: found, due, event: it.event, who: it.who, why: it.why, on_day }
    })
