import { z } from 'zod'
import { withDays } from '#platform/days'

const sentence = (ask: string) => z.string(ask).trim().min(3, ask).max(1_000, 'Use 1,000 characters or fewer')

const dayToCome = (today: string) =>
  z.iso
    .date('Enter the day by which it is to be done, such as 3 12 2026')
    .refine(day => day >= today, 'Enter a day that is still to come')

/** Proposing an action. `due` is YYYY-MM-DD. */
export const proposalForm = (today: string) =>
  z.preprocess(
    body => withDays(Object(body), 'due'),
    z.object({
      title: z
        .string('Say what is to be done')
        .trim()
        .min(5, 'Say what is to be done, in a few words')
        .max(200, 'Use 200 characters or fewer'),
      why: sentence('Say why it is needed'),
      owner: z.uuid('Choose who is to do it'),
      due: dayToCome(today),
    }),
  )

const words = (ask: string) => z.object({ words: sentence(ask) })
const none = z.object({ words: z.literal('').default('') })

/** What each event asks for beside the button. */
export const eventForms = (today: string) => ({
  accepted: none,
  declined: words('Say why you decline'),
  started: none,
  done: words('Say what was done'),
  verified: none,
  'sent back': words('Say what is missing'),
  withdrawn: words('Say why it is withdrawn'),
  moved: z.preprocess(
    body => withDays(Object(body), 'due'),
    z.object({ words: sentence('Say why the day moves'), due: dayToCome(today) }),
  ),
})
