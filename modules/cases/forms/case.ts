import { z } from 'zod'
import { agendaReasons } from '../rules/words.ts'
import { needed } from './fields.ts'

const several = z.preprocess(
  it => (Array.isArray(it) ? it : it === undefined || it === '' ? [] : [it]),
  z.array(z.uuid()),
)

const oneOf = (ids: readonly string[], ask: string) =>
  z
    .string(ask)
    .default('')
    .refine(id => ids.includes(id), ask)

/** A new case: who leads it, who else is asked to help, and why it is opened. */
export const openForm = (leads: readonly string[], members: readonly string[]) =>
  z.object({
    lead: oneOf(leads, 'Choose who leads the case'),
    team: several.refine(team => team.every(each => members.includes(each)), 'Choose people of the list'),
    why: needed('Say why the case is opened', 1_000),
  })

/** Somebody joins or leaves the team, or leads it from now on. */
export const memberForm = (members: readonly string[], ask: string) =>
  z.object({ member: oneOf(members, ask), why: needed('Say why', 500) })

/** What happens to the case as a whole, with the reason. */
export const whyForm = z.object({ why: needed('Say why', 1_000) })

export const packWords = { meeting: 'For a meeting', handover: 'For a handover' } as const
const uses = ['meeting', 'handover'] as const

/** What a case is printed for, and who gets the paper. */
export const packForm = z.object({
  use: z.enum(uses, 'Choose what you print it for'),
  whom: needed('Say who gets it', 300),
})

export const agendaForm = z.object({ reason: z.enum(agendaReasons, 'Choose why the group should talk about it') })
