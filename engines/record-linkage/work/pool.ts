import { Worker } from 'node:worker_threads'
import { type Job, startJob, type Units } from './jobs.ts'
import type { FromWorker, ToWorker } from './worker.ts'

/**
 * Does the units of a job on several threads. Results come in the order of the units whatever the order in which they
 * were finished, so any number of threads gives the same answer.
 */
export type Pool = {
  run<K extends Job['kind']>(
    job: Extract<Job, { kind: K }>,
    units: readonly Units[K]['unit'][],
  ): Promise<Units[K]['result'][]>
  close(): Promise<void>
}

/** Units in a worker's hands at once: the next is there before the last one's result has been read. */
const AHEAD = 2

/**
 * Opens a pool of `threads` workers; with 1, the work is done in this thread and no worker is started. Close it when
 * done. Throws unless `threads` is a whole number from 1 to 64.
 */
export function openPool(threads: number): Pool {
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) {
    throw new Error(`threads must be a whole number from 1 to 64, not ${threads}`)
  }
  return threads === 1 ? inlinePool() : workerPool(threads)
}

function inlinePool(): Pool {
  return {
    async run(job, units) {
      const doUnit = startJob(job)
      return units.map(unit => doUnit(unit as never)) as never
    },
    async close() {},
  }
}

function workerPool(threads: number): Pool {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./worker.ts', import.meta.url)))
  let turn: Promise<unknown> = Promise.resolve()
  return {
    run(job, units) {
      const mine = turn.then(() => runJob(workers, job, units))
      turn = mine.catch(() => undefined)
      return mine as never
    },
    async close() {
      await Promise.all(workers.map(worker => worker.terminate()))
    },
  }
}

async function runJob(workers: readonly Worker[], job: Job, units: readonly unknown[]): Promise<unknown[]> {
  const results = new Array<unknown>(units.length)
  let next = 0
  const feed = (worker: Worker): boolean => {
    if (next >= units.length) return false
    worker.postMessage({ unit: units[next], index: next } satisfies ToWorker)
    next++
    return true
  }
  await Promise.all(workers.map(worker => serve(worker, job, feed, results)))
  return results
}

// Keeps one worker supplied until no unit is left and none is in its hands.
function serve(worker: Worker, job: Job, feed: (worker: Worker) => boolean, results: unknown[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let held = 0
    const done = (error?: Error): void => {
      worker.off('message', take)
      worker.off('error', done)
      if (error === undefined) resolve()
      else reject(error)
    }
    const take = (message: FromWorker): void => {
      if ('failed' in message) {
        done(new Error(message.failed))
        return
      }
      results[message.index] = message.result
      if (!feed(worker)) held--
      if (held === 0) done()
    }
    worker.on('message', take)
    worker.on('error', done)
    worker.postMessage({ job } satisfies ToWorker)
    while (held < AHEAD && feed(worker)) held++
    if (held === 0) done()
  })
}
