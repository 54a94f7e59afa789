// What the page and the feed ask alike of a file about people, and the feeds as a page shows them.
import { readFileSync } from 'node:fs'
import type { Upload, Visit } from '#platform/module'
import { syntheticFiles } from '../store/feeds.ts'
import { type Feed, feeds, stateOf } from '../store/senders.ts'

export const onlyInvented =
  'This is a demonstration: it takes no file about people but the invented ones that it offers, exactly as they are.'

/** Whether a file may be taken here: a demonstration takes only what its own generator made, byte for byte. */
export async function mayBeTaken(
  { tx, config }: Visit,
  { path }: Upload,
  kind: 'people' | 'notices' = 'people',
): Promise<boolean> {
  if (!config.demonstration) return true
  const sent = readFileSync(path, 'utf8')
  return (await syntheticFiles(tx, kind)).some(({ content }) => content === sent)
}

/** The feeds of one's own agency, with how each stands. */
export async function feedsShown({
  tx,
  now,
}: Visit): Promise<(Feed & { readonly state: ReturnType<typeof stateOf> })[]> {
  return (await feeds(tx)).map(it => ({ ...it, state: stateOf(it, now) }))
}
