import { parentPort, workerData } from 'node:worker_threads'
import type { FromWorker, ToWorker } from './crew.ts'
import { doPart, type Stage } from './tasks.ts'
import type { Workspace } from './workspace.ts'

const workspace: Workspace = workerData
let current: Stage | undefined

parentPort?.on('message', (message: ToWorker) => {
  if ('stage' in message) current = message.stage
  else if (current) {
    const answer = doPart(workspace, current, message.part)
    parentPort?.postMessage({ part: message.part, answer } satisfies FromWorker)
  }
})
