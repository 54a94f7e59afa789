import { z } from 'zod'
import { languageNeeds, responsibilities, tieEffects, tieKinds } from '../rules/ties.ts'
import { keysOf, text, why } from './records.ts'

const day = z.string().optional()
const realDay = (message: string) => day.refine(it => it !== '', message)

/** Who somebody is to a person: by a record that one may read, or by name. Days come whole, through `withDays`. */
export const tieForm = z
  .object({
    other: z.union([z.literal(['', 'none']), z.uuid('Choose one of the records, or none')]).default(''),
    otherName: text(200),
    kind: z.enum(keysOf(tieKinds), 'Choose who they are to them'),
    effect: z.enum(keysOf(tieEffects), 'Choose what this does to them'),
    responsibility: z.enum(keysOf(responsibilities), 'Choose whether they have parental responsibility'),
    since: realDay('Enter a real day, or leave it out'),
    until: realDay('Enter a real day, or leave it out'),
    why: why('Say how you know'),
  })
  .transform((it, context) => {
    const problem = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message })
    const other = it.other === 'none' ? '' : it.other
    if (other === '' && it.otherName === '') problem('otherName', 'Enter a name, or choose a record')
    if (it.since !== undefined && it.until !== undefined && it.until < it.since)
      problem('until', 'It cannot have ended before it began')
    return {
      other: other || null,
      other_name: other === '' ? it.otherName : '',
      kind: it.kind,
      effect: it.effect,
      responsibility: it.responsibility,
      since: it.since ?? null,
      until: it.until ?? null,
      why: it.why,
    }
  })

export const languageForm = z.object({
  language: z.string('Enter a language').trim().min(2, 'Enter a language').max(60, 'Use 60 characters or fewer'),
  need: z.enum(keysOf(languageNeeds), 'Choose how they use it'),
})

export const removeTieForm = z.object({ part: z.enum(['tie', 'language']), which: z.uuid() })
