import { answering } from './answering.ts'
import { disclosing } from './disclosing.ts'
import { ending } from './ending.ts'
import { helping } from './helping.ts'
import { meeting } from './meeting.ts'
import { referring } from './referring.ts'
import { reporting } from './reporting.ts'
import type { Step, Story } from './story.ts'
import { watching } from './watching.ts'

/** The walk of eight steps, in order. */
export const steps: readonly Step[] = [reporting, watching, meeting, referring, helping, disclosing, ending, answering]

type Given = Omit<Story, 'made'>

/** The same walk, told of two children, so that one database can hold it twice. */
export const stories: Readonly<Record<'first' | 'other', Given>> = {
  first: {
    child: { given: 'Rhys', family: 'Merriwyn', day: '', month: '', year: '' },
    groups: ['Pupils of year 10', 'Pupils of year 11'],
    area: 'Rugby 004A (illustrative)',
  },
  other: {
    child: { given: 'Tam', family: 'Ollerby', day: '3', month: '4', year: '2011' },
    groups: ['Pupils from the estate', 'Pupils from the village'],
    area: 'Warwick 006B (illustrative)',
  },
}
