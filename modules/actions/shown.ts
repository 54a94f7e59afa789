import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { isOverdue, type Progress, progressOf, type State } from './rules.ts'
import { type About, type ActionRow, actionRowsAbout, actionRowsOfGroup, actionRowsWith } from './store.ts'
import { stateWords } from './words.ts'

/** An action as other modules show it. */
export type ActionShown = {
  readonly id: string
  readonly href: string
  readonly title: string
  readonly why: string
  readonly owner: string
  readonly ownerName: string
  readonly ownerAgency: string
  readonly proposerName: string
  readonly groupName: string | null
  /** YYYY-MM-DD, as it was last set. */
  readonly due: string | null
  readonly state: State
  readonly stateWords: string
  readonly overdue: boolean
}

export function actionShown(row: ActionRow, now: Date): ActionShown & { readonly progress: Progress } {
  const progress = progressOf(row.events)
  return {
    id: row.id,
    href: `/actions/${row.id}`,
    title: row.title,
    why: row.why,
    owner: row.owner,
    ownerName: row.owner_name ?? 'Somebody who left',
    ownerAgency: row.owner_agency ?? '',
    proposerName: row.proposer_name ?? 'Somebody who left',
    groupName: row.group_name,
    due: progress.due,
    state: progress.state,
    stateWords: stateWords[progress.state],
    overdue: isOverdue(progress, ukDay(now)),
    progress,
  }
}

/** The actions about a record that the present actor may read, newest first. */
export async function actionsAbout(tx: Transaction, about: About, now: Date): Promise<ActionShown[]> {
  return (await actionRowsAbout(tx, about)).map(row => actionShown(row, now))
}

/** The actions with these ids that the present actor may read, newest first. */
export async function actionsById(tx: Transaction, ids: readonly string[], now: Date): Promise<ActionShown[]> {
  return (await actionRowsWith(tx, ids)).map(row => actionShown(row, now))
}

/** The actions that a group decided, as far as the present actor may read them, newest first. */
export async function actionsOfGroup(tx: Transaction, group: string, now: Date): Promise<ActionShown[]> {
  return (await actionRowsOfGroup(tx, group)).map(row => actionShown(row, now))
}
