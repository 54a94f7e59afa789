import { join } from 'node:path'
import { loadExample as example } from '#example/load'
import { modules } from '#modules'
import { mailNotices } from '#modules/home'
import { createApp } from '#platform/app'
import { systemClock as clock } from '#platform/clock'
import { listensOn, readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { loggable } from '#platform/http/log'
import { sweepUploads } from '#platform/http/uploads'
import { repeat, startJobs } from '#platform/jobs'
import { ledgerKey, seal, sendHead } from '#platform/ledger'
import { postOffice } from '#platform/notify'
import { partnershipTitle } from '#platform/packs'
import { prepare } from '#platform/setup'
import { endAtUncaught, reasonToStop } from '#platform/stop'

try {
  await start()
} catch (error) {
  // A start that cannot go on says why in one sentence; only a fault of ours shows where it happened.
  console.error(reasonToStop(error) ?? error)
  process.exit(1)
}

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const database = await openDatabase(config)
  const title = partnershipTitle(config)
  const { demonstration } = await prepare({ database, config, clock, modules, example, say: console.log }, title)
  const live = { ...config, demonstration }
  const app = await createApp({ config: live, database, clock, modules, partnershipTitle: title })
  const onError = (error: unknown): void => app.log.error({ err: loggable(error) }, 'background work failed')
  endAtUncaught(err => app.log.fatal({ err }, 'a fault that nothing caught ends the server'))
  const workers = await startJobs({ database, config: live, clock, modules, onError })
  const key = ledgerKey(config.ledgerKeyFile ?? join(config.dataDir, 'ledger.key'))
  const sealer = repeat(60_000, () => seal(database, key, clock.now()), onError)
  const heads = { office: postOffice(config), to: config.ledgerHeadTo, folder: join(config.dataDir, 'ledger-heads') }
  const upkeep = repeat(
    600_000,
    async () => {
      await sweepUploads(join(config.dataDir, 'incoming'), clock.now())
      await sendHead(database, heads, clock.now()).catch(onError)
      const context = { database, config: live, now: clock.now(), modules }
      for (const { run } of modules.flatMap(({ upkeep = [] }) => upkeep)) await run(context).catch(onError)
    },
    onError,
  )
  const mail = repeat(30_000, () => mailNotices(database, live, clock.now()), onError)
  await app.listen({ port: config.port, host: listensOn(live) })
  console.log(`Breakwater for ${title} is at http://localhost:${config.port}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      // A browser may hold a connection open without asking anything: requests have five seconds to end, then all are closed.
      const last = setTimeout(() => app.server.closeAllConnections(), 5_000)
      await app.close()
      clearTimeout(last)
      await Promise.all([workers.stop(), sealer.stop(), upkeep.stop(), mail.stop()])
      await seal(database, key, clock.now())
      await database.close()
      process.exit(0)
    })
  }
}
