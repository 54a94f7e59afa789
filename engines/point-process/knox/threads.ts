import { Worker } from 'node:worker_threads'
import type { Layout } from './count.ts'

/** What a thread is given when it starts. */
export type Share = {
  readonly memory: WebAssembly.Memory
  readonly layout: Layout
  readonly thread: number
  readonly limits: readonly number[]
  readonly seed: number
}

/** Counts permutations [first, first + many) and answers when all are there, in order. */
export type Crew = {
  readonly count: (first: number, many: number) => Promise<Int32Array>
  readonly dismiss: () => Promise<void>
}

/** Threads that share the pair lists; each permutation depends on its number only, so the split never shows. */
export function startCrew(shares: readonly Share[]): Crew {
  const workers = shares.map(share => new Worker(new URL('./worker.ts', import.meta.url), { workerData: share }))
  const count = async (first: number, many: number): Promise<Int32Array> => {
    const each = Math.ceil(many / workers.length / 8) * 8
    const parts = workers.map((worker, k) => {
      const from = Math.min(many, k * each)
      return ask(worker, first + from, Math.min(many, from + each) - from)
    })
    return joined(await Promise.all(parts))
  }
  return {
    count,
    dismiss: async () => {
      await Promise.all(workers.map(worker => worker.terminate()))
    },
  }
}

function ask(worker: Worker, first: number, many: number): Promise<Int32Array> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(error)
    worker.once('error', failed)
    worker.once('message', (counts: Int32Array) => {
      worker.off('error', failed)
      resolve(counts)
    })
    worker.postMessage({ first, many })
  })
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
