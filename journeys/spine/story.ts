import type { Visitor } from '../harness/visitor.ts'

/** The child of the walk, as the school of the demonstration knows them. */
export type Child = {
  readonly given: string
  readonly family: string
  readonly day: string
  readonly month: string
  readonly year: string
}

/** What one step leaves for the next: addresses of the records that it made. */
export type Story = {
  readonly child: Child
  /** Two groups of pupils, in neutral words. */
  readonly groups: readonly [string, string]
  /** The small area where it shows, as it stands in lists. */
  readonly area: string
  readonly made: Map<string, string>
}

export type Step = {
  readonly title: string
  run(visitor: Visitor, story: Story): Promise<void>
}

/** The address that an earlier step wrote down. */
export function made(story: Story, what: string): string {
  const address = story.made.get(what)
  if (address === undefined) throw new Error(`No step before this one made the ${what}.`)
  return address
}

/** A day so many days from today. */
export function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000)
}
