// One run of the watchlist: closed windows are scored, what is known today becomes a list, and its predictions are sealed.
import type { Actor, Database } from '#platform/database'
import type { Job } from '#platform/jobs'
import { requireAllowed } from './gate.ts'
import { gather, type When } from './gather.ts'
import { trialOf } from './rules/trial.ts'
import { scoreClosed } from './score.ts'
import { addSeal } from './store/predictions.ts'
import { addRun } from './store/watchlist.ts'
import { workOut } from './work-out.ts'

export const watchlistJob: Job = {
  words: 'Work out the watchlist',
  run: async ({ database, actor, purpose, clock, config, progress }) => {
    const when = { now: clock.now(), demonstration: config.demonstration, partnership: config.partnership }
    await progress('Scoring what has closed', 0)
    await scoreClosed(database, actor, when.now, purpose)
    await progress('Working out the watchlist', 0)
    await makeRun(database, actor, when, purpose)
  },
}

/**
 * Works out the list from what the actor may read, keeps it and seals every prediction in the same transaction. Returns the run's id.
 * Nothing is held open while it is worked out. @throws NotAllowed where the assessments do not allow it and this is no demonstration
 */
export async function makeRun(database: Database, actor: Actor, when: When, purpose = 'analysis'): Promise<string> {
  const known = await database.asActor(actor, purpose, tx => gather(tx, when))
  const { run, entries, seals, open } = await workOut(known)
  return database.asActor(actor, purpose, async tx => {
    await requireAllowed(tx, run.targets, when.now)
    const id = await addRun(tx, run, entries, actor.id, when.now)
    for (const { about, content, digest, key } of seals)
      await addSeal(tx, {
        run: id,
        about,
        trial: trialOf(run.record),
        content,
        digest,
        key,
        open: open && about.part === 'places',
      })
    return id
  })
}
