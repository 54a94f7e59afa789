import type { Task } from '#platform/module'

export type TaskGroup = { readonly heading: string; readonly tasks: readonly Task[] }

/** What is to be done, in the order of its days, grouped by how soon. Groups with nothing in them are left out. */
export function dayGroups(tasks: readonly Task[], today: string): TaskGroup[] {
  const week = daysLater(today, 7)
  const dated = tasks.filter(hasDay).toSorted((a, b) => a.due.localeCompare(b.due))
  return [
    { heading: 'Today or late', tasks: dated.filter(({ due }) => due <= today) },
    { heading: 'This week', tasks: dated.filter(({ due }) => due > today && due <= week) },
    { heading: 'Later', tasks: dated.filter(({ due }) => due > week) },
    { heading: 'Waiting for you, with no day set', tasks: tasks.filter(task => !hasDay(task)) },
  ].filter(group => group.tasks.length > 0)
}

const hasDay = (task: Task): task is Task & { readonly due: string } => task.due !== undefined

function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The identifier of the record that a link leads to, where it has one: for writing down that it was shown. */
export function recordOf(href: string): string | undefined {
  return /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/.exec(href)?.[0]
}
