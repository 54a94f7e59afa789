import { Worker } from 'node:worker_threads'
import { requireWhole } from '#engines/numerics'
import type { Standardiser } from '../scores/standardise.ts'
import { type Done, doNext, type Shared, type Stage } from './tasks.ts'
import type { Workspace } from './workspace.ts'

/** Does whole stages; what each part answers comes back in the order of the parts, whoever did it. */
export interface Crew {
  run(stage: Stage): Promise<(Standardiser | undefined)[]>
  dismiss(): Promise<void>
}

/** Picks of a node below which starting threads takes longer than it saves. */
const WORTH_THREADS = 20_000_000

/** How many threads to use for `work` picks: as many as asked for, else every core when it pays. @throws when fewer than 1 */
export function threadsFor(work: number, asked: number | undefined): number {
  if (asked !== undefined) {
    requireWhole('threads', asked, 1)
    return asked
  }
  return work < WORTH_THREADS ? 1 : navigator.hardwareConcurrency
}

/** This thread and `threads` - 1 workers. It begins before they have started, and lets others in between its parts. */
export function gatherCrew(workspace: Workspace, threads: number): Crew {
  const shared: Shared = { workspace, next: new Int32Array(new SharedArrayBuffer(4)) }
  const file = new URL('./worker.ts', import.meta.url)
  const workers = Array.from({ length: threads - 1 }, () => new Worker(file, { workerData: shared }))
  return {
    async run(stage) {
      Atomics.store(shared.next, 0, 0)
      const hands = [...workers.map(worker => doneBy(worker, stage)), doneHere(shared, stage)]
      const done = (await Promise.all(hands)).flat()
      return done.sort(([part], [other]) => part - other).map(([, answer]) => answer)
    },
    async dismiss() {
      await Promise.all(workers.map(worker => worker.terminate()))
    },
  }
}

async function doneHere(shared: Shared, stage: Stage): Promise<Done> {
  const done: Done = []
  for (let one = doNext(shared, stage); one; one = doNext(shared, stage)) {
    done.push(one)
    await new Promise(resolve => setImmediate(resolve))
  }
  return done
}

function doneBy(worker: Worker, stage: Stage): Promise<Done> {
  return new Promise((resolve, reject) => {
    const finish = (done: Done): void => {
      worker.off('error', reject)
      resolve(done)
    }
    worker.once('message', finish)
    worker.once('error', reject)
    worker.postMessage(stage)
  })
}
