import { z } from 'zod'
import { everyFeedField, type FeedColumns, type FeedField, lacking } from '../rules/feed.ts'
import { text } from './records.ts'

const columnFields = Object.fromEntries(everyFeedField.map(field => [field, text(100)]))

/** How the columns of a file are read: a name for it, and which column holds what. */
export const mappingForm = z
  .object({
    mappingName: z
      .string('Enter a name for this kind of file')
      .trim()
      .min(3, 'Enter a name for this kind of file')
      .max(100, 'Use 100 characters or fewer'),
    ...columnFields,
  })
  .transform((it, context) => {
    const columns: FeedColumns = Object.fromEntries(
      everyFeedField.flatMap((field: FeedField) => {
        const column = String(it[field as keyof typeof it] ?? '')
        return column === '' ? [] : [[field, column]]
      }),
    )
    const problem = lacking(columns)
    if (problem !== undefined) context.addIssue({ code: 'custom', path: ['given'], message: problem })
    return { name: it.mappingName, columns }
  })
