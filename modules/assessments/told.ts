import type { Transaction } from '#platform/database'
import { assessmentsOf, factorsOf } from './store/assessments.ts'
import { type AssessedFile, filesAbout } from './store/files.ts'
import { lifeEventsOf } from './store/timeline.ts'

/** Something that they told before, and to whom: so that nobody asks them again. */
export type AlreadyTold = {
  readonly what: string
  readonly told_to: string
  readonly from: string
  readonly href: string
}

/** What they told before, on every file about them that the present actor may read: from the newest assessment and the timeline. */
export async function alreadyTold(tx: Transaction, { file, person }: AssessedFile): Promise<AlreadyTold[]> {
  const files = person === null ? [file] : (await filesAbout(tx, person)).map(it => it.file)
  const told: AlreadyTold[] = []
  for (const each of [file, ...files.filter(it => it !== file)]) told.push(...(await toldOn(tx, each)))
  return told.filter(
    (it, at) => told.findIndex(({ what, told_to }) => what === it.what && told_to === it.told_to) === at,
  )
}

async function toldOn(tx: Transaction, file: string): Promise<AlreadyTold[]> {
  const [newest] = await assessmentsOf(tx, file)
  const factors = newest === undefined ? [] : await factorsOf(tx, newest.id)
  const events = await lifeEventsOf(tx, file)
  return [
    ...events.map(({ what, told_to }) => ({
      ...{ what, told_to, from: 'Timeline', href: `/assessments/timeline/${file}` },
    })),
    ...factors.map(({ label, told_to }) => ({
      ...{ what: label, told_to, from: 'Assessment', href: `/assessments/${newest?.id}` },
    })),
  ].filter(({ told_to }) => told_to !== '')
}
