import { parentPort, workerData } from 'node:worker_threads'
import { random } from '#engines/numerics'
import { vectorCounter } from './count.ts'
import type { Share } from './threads.ts'

// One thread of the Monte Carlo run: it is told which permutations to count and answers with their tables.
const share: Share = workerData
const count = vectorCounter(share.memory, share.layout, share.thread, share.limits, random(share.seed))
parentPort?.on('message', ({ first, many }: { first: number; many: number }) => {
  parentPort?.postMessage(count(first, many))
})
