import { parentPort } from 'node:worker_threads'
import { type Job, startJob } from './jobs.ts'

/** To a worker: a job to begin, or a unit of the job at hand. */
export type ToWorker = { readonly job: Job } | { readonly unit: unknown; readonly index: number }

/** From a worker: a unit's result, or why it failed. */
export type FromWorker = { readonly index: number; readonly result: unknown } | { readonly failed: string }

let doUnit: (unit: never) => unknown = () => undefined

parentPort?.on('message', (message: ToWorker) => {
  try {
    if ('job' in message) doUnit = startJob(message.job)
    else reply(message.index, doUnit(message.unit as never))
  } catch (error) {
    parentPort?.postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies FromWorker)
  }
})

// Results are handed over, not copied; what lies on shared memory is shared already.
function reply(index: number, result: unknown): void {
  const own = buffersOf(result).filter(buffer => buffer instanceof ArrayBuffer)
  parentPort?.postMessage({ index, result } satisfies FromWorker, [...new Set(own)])
}

function buffersOf(result: unknown): ArrayBufferLike[] {
  if (ArrayBuffer.isView(result)) return [result.buffer]
  if (typeof result !== 'object' || result === null) return []
  return Object.values(result).flatMap(buffersOf)
}
