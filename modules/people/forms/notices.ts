import { z } from 'zod'
import { dayOf } from '#platform/days'
import {
  isChild,
  longest,
  type NewNotice,
  type NoticeChild,
  noticeSteps,
  onOneLine,
  type Witnessed,
  witnessing,
  wrongDay,
  wrongPart,
} from '../rules/notices.ts'
import { keysOf, text, why } from './records.ts'

type Body = Readonly<Record<string, unknown>>

/** So many children have a place on the form at first, and so many more with each press of its button. */
const step = 4
export const mostPlaces = 16

/** How many children have a place on the form as it was sent; with `more` pressed, on the form that is shown next. */
export function placesOn({ places, more }: Body): number {
  const sent = Number(places)
  const now = Number.isInteger(sent) && sent > step && sent <= mostPlaces ? sent : step
  return more === 'yes' ? Math.min(now + step, mostPlaces) : now
}

/** The numbers of so many places, from 1. */
export const numbered = (places: number): number[] => Array.from({ length: places }, (_, at) => at + 1)

const nameless = 'Enter a name for this child. Write Baby for one who has no name yet.'
const grown = 'They are 18 or over by this date of birth. Check it: a notice names children only'

const cell = (body: Body, name: string): string => onOneLine(String(body[name] ?? ''))

/** The children whose places were filled in, and what is wrong with them: a place without a name is said, never left out in silence. */
function childrenOf(body: Body, today: string, problem: (path: string, message: string) => void): NoticeChild[] {
  return numbered(placesOn(body)).flatMap(at => {
    const [given_name, family_name] = [cell(body, `given${at}`), cell(body, `family${at}`)]
    const born = dayOf(body, `born${at}`)
    if (given_name === '' && family_name === '') {
      const rest = [cell(body, `school${at}`), cell(body, `witnessed${at}`)]
      if (born !== undefined || rest.some(it => it !== '')) problem(`given${at}`, nameless)
      return []
    }
    const wrong = wrongPart('given_name', given_name) ?? wrongPart('family_name', family_name)
    if (wrong !== undefined) problem(`given${at}`, `Check the name. ${wrong}`)
    if (born === '' || (born !== undefined && born > today))
      problem(`born${at}`, 'Enter a real date of birth, or leave it out')
    else if (!isChild(born ?? null, today)) problem(`born${at}`, grown)
    const witnessed = Object.keys(witnessing).find(it => it === cell(body, `witnessed${at}`)) as Witnessed | undefined
    const school = cell(body, `school${at}`).slice(0, longest.school)
    return [{ given_name, family_name, born: born || null, school, witnessed: witnessed ?? ('not known' as const) }]
  })
}

/** A notice in short: when and where, and who the children are. There is no place for what happened. */
export const noticeForm = (today: string, body: Body) =>
  z
    .object({
      happened: z.string('Enter the day').min(1, 'Enter the day'),
      address: z.string('Enter the address').trim().min(3, 'Enter the address').max(200, 'Use 200 characters or fewer'),
      postcode: text(10),
    })
    .transform((it, context): Omit<NewNotice, 'reference'> => {
      const problem = (path: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [path], message })
      const wrong = wrongDay(it.happened, today)
      if (wrong !== undefined) problem('happened', `${wrong} Check the day and the year`)
      const children = childrenOf(body, today, problem)
      if (children.length === 0) problem('given1', 'Enter the name of at least one child who lives there')
      return { happened_on: it.happened, address: it.address, postcode: it.postcode.toUpperCase(), children }
    })

export const stepForm = z.object({
  event: z.enum(keysOf(noticeSteps), 'Choose what was done'),
  why: why('Say in a sentence what was done'),
})
