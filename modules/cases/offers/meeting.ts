import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Task } from '#platform/module'
import { longTime } from '#platform/views'
import { meetBy, meetFromWords } from '../rules/meeting.ts'
import { referenceOf } from '../rules/state.ts'
import { meetingsOwed } from '../store/meeting.ts'
import { more } from './more.ts'

/** The first meeting that a kind of help asks for, until somebody has met them. */
export async function meetingTasks(tx: Transaction, actor: string): Promise<Task[]> {
  const owed = await meetingsOwed(tx, actor)
  const tasks = owed.first.map(({ file, what, ...it }) => {
    const detail = `Within ${it.hours} hours from when ${meetFromWords[what]}, so by ${longTime(meetBy(it))}.`
    return { text: `Meet them: ${referenceOf(file)}`, href: `/cases/${file}/sessions`, due: ukDay(meetBy(it)), detail }
  })
  return [...tasks, ...more(owed, 'people to meet for the first time', '/cases?whose=mine')]
}
