import { z } from 'zod'
import { monthsAfter } from '../rules/clocks.ts'
import { ageBands, type NewTalk, placeKinds, talkEnds, talkFields, talkOffers, talkTopics } from '../rules/talks.ts'
import { choice, dateFields, pastDay, problemIn } from './fields.ts'
import { several } from './groups.ts'

const noHandle = 'A talk keeps no name, no initials and no note. Nothing was saved: choose from the lists'

/**
 * A talk without a name: a day and words of lists. Whatever else is sent, such as a name or a note, is refused and not only left out,
 * so that nobody believes it was kept. `agreed` says whether they agree to be referred, which the talk itself does not hold.
 */
export const talkForm = (today: string) =>
  z
    .looseObject({
      ...dateFields('on'),
      place: z.enum(placeKinds, 'Choose the kind of place'),
      age: z.enum(ageBands, 'Choose about how old they are'),
      topics: several(talkTopics, 'Choose what you talked about'),
      offered: several(talkOffers, 'Choose what you offered'),
      ended: choice(talkEnds, 'Choose whether they stay unnamed'),
    })
    .transform((it, context): { readonly talk: NewTalk; readonly agreed: boolean } => {
      const problem = problemIn(context)
      if (Object.keys(it).some(field => !talkFields.includes(field))) problem('form', noHandle)
      const held_on = pastDay('on', [it['on-day'], it['on-month'], it['on-year']], today, problem)
      if (held_on !== '' && held_on < monthsAfter(today, -12))
        problem('on-day', 'Talks are kept for a year. The date must be within the past year')
      const talk = { held_on, place_kind: it.place, age_band: it.age, topics: it.topics, offered: it.offered }
      return { talk, agreed: it.ended === 'agreed' }
    })
