import { Worker } from 'node:worker_threads'
import { requireWhole } from '#engines/numerics'
import type { Standardiser } from '../scores/standardise.ts'
import { doPart, partsOf, type Stage } from './tasks.ts'
import type { Workspace } from './workspace.ts'

/** Does whole stages; what each part answers comes back in the order of the parts, whoever did it. */
export interface Crew {
  run(stage: Stage): Promise<(Standardiser | undefined)[]>
  dismiss(): Promise<void>
}

/** What a worker is told: a new stage, then one part at a time. */
export type ToWorker = { stage: Stage } | { part: number }
/** What it answers after each part. */
export type FromWorker = { part: number; answer: Standardiser | undefined }

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

/** A crew of `threads` workers, or this thread alone when there is one. */
export function gatherCrew(workspace: Workspace, threads: number): Crew {
  return threads === 1 ? soloCrew(workspace) : threadedCrew(workspace, threads)
}

function soloCrew(workspace: Workspace): Crew {
  return {
    async run(stage) {
      return Array.from({ length: partsOf(workspace, stage) }, (_, part) => doPart(workspace, stage, part))
    },
    async dismiss() {},
  }
}

function threadedCrew(workspace: Workspace, threads: number): Crew {
  const file = new URL('./worker.ts', import.meta.url)
  const workers = Array.from({ length: threads }, () => new Worker(file, { workerData: workspace }))
  return {
    async run(stage) {
      const answers: (Standardiser | undefined)[] = new Array(partsOf(workspace, stage))
      const parts = answers.keys()
      await Promise.all(workers.map(worker => serve(worker, stage, parts, answers)))
      return answers
    },
    async dismiss() {
      await Promise.all(workers.map(worker => worker.terminate()))
    },
  }
}

/** Hands one worker part after part until none is left. */
function serve(
  worker: Worker,
  stage: Stage,
  parts: Iterator<number>,
  answers: (Standardiser | undefined)[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error) => {
      worker.off('message', take)
      worker.off('error', finish)
      if (error) reject(error)
      else resolve()
    }
    const handOut = () => {
      const next = parts.next()
      if (next.done) finish()
      else worker.postMessage({ part: next.value } satisfies ToWorker)
    }
    const take = ({ part, answer }: FromWorker) => {
      answers[part] = answer
      handOut()
    }
    worker.on('message', take)
    worker.on('error', finish)
    worker.postMessage({ stage } satisfies ToWorker)
    handOut()
  })
}
