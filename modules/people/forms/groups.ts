import { z } from 'zod'
import type { NewPeerGroup } from '../rules/groups.ts'
import { text, why } from './records.ts'

const whole = (least: number, most: number, message: string) =>
  text(4).refine(typed => typed === '' || (/^\d+$/.test(typed) && +typed >= least && +typed <= most), message)
const numberOr = (typed: string): number | null => (typed === '' ? null : Number(typed))

/** A group of friends, in neutral words and without anybody's name. */
export const peerGroupForm = z
  .object({
    name: z
      .string('Enter a name for the group')
      .trim()
      .min(3, 'Enter a name for the group')
      .max(100, 'Use 100 characters or fewer'),
    shares: z
      .string('Say what they share')
      .trim()
      .min(3, 'Say what they share')
      .max(500, 'Use 500 characters or fewer'),
    area: text(20),
    place: text(200),
    aboutMany: whole(2, 200, 'Enter about how many they are, from 2 to 200'),
    youngest: whole(5, 99, 'Enter an age in whole years'),
    oldest: whole(5, 99, 'Enter an age in whole years'),
  })
  .transform((it, context): NewPeerGroup => {
    const problem = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message })
    if (it.aboutMany === '') problem('aboutMany', 'Enter about how many they are, from 2 to 200')
    if (it.youngest !== '' && it.oldest !== '' && +it.oldest < +it.youngest)
      problem('oldest', 'The oldest cannot be younger than the youngest')
    return {
      name: it.name,
      shares: it.shares,
      area: it.area || null,
      place: it.place,
      aboutMany: Number(it.aboutMany),
      youngest: numberOr(it.youngest),
      oldest: numberOr(it.oldest),
    }
  })

export const memberForm = z.object({ group: z.uuid('Choose a group'), why: why('Say why you think so') })
export const endMemberForm = z.object({ member: z.uuid() })
