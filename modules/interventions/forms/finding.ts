import { z } from 'zod'

const id = z
  .string()
  .regex(/^[A-Za-z0-9_.]{0,60}$/)
  .catch('')

const chosen = z.object({
  level: id,
  reach: id,
  stage: id,
  pillar: id,
  context: id,
  place: id,
  age: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .nullable()
    .catch(null),
})

/** What the list is to show. Anything strange is no choice. */
export function chosenIn(query: Readonly<Record<string, unknown>>) {
  return chosen.parse({ level: '', reach: '', stage: '', pillar: '', context: '', place: '', age: null, ...query })
}
