import { parentPort, workerData } from 'node:worker_threads'
import { type Done, doNext, type Shared, type Stage } from './tasks.ts'

const shared: Shared = workerData

parentPort?.on('message', (stage: Stage) => {
  const done: Done = []
  for (let one = doNext(shared, stage); one; one = doNext(shared, stage)) done.push(one)
  parentPort?.postMessage(done)
})
