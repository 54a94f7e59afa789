import { readPack } from '#modules/model'
import { addAudience } from '#platform/access'
import { record } from '#platform/ledger'
import type { Module, SetUpContext } from '#platform/module'
import { commonFolder } from '#platform/packs'
import { accountCommand } from './commands.ts'
import { pages } from './pages.ts'
import { everyRole, roles } from './roles.ts'
import { identify, saveAgencies, saveGroups } from './store.ts'

export { everyRole, isAnalyst, type Role, roles } from './roles.ts'
export { accountByKey, addAccount, type NewAccount } from './store.ts'

async function loadAgencies({ database, pack }: SetUpContext): Promise<void> {
  const contents = readPack(pack, commonFolder)
  const functions = Map.groupBy(contents.agencyFunctions, row => row.agency)
  await database.asSystem('migrator', 'set-up', async tx => {
    for (const role of everyRole) await addAudience(tx, 'role', role, roles[role])
    await record(tx, { action: 'write', kind: 'roles', detail: { rows: everyRole.length } })
    await saveAgencies(
      tx,
      contents.agencies,
      new Map([...functions].map(([agency, rows]) => [agency, rows.map(row => row.function)])),
    )
    await saveGroups(tx, contents.groups)
  })
}

export const agencies: Module = {
  name: 'agencies',
  pages,
  navigation: [{ text: 'Who takes part', href: '/agencies' }],
  identify,
  commands: [accountCommand],
  setUp: [{ words: 'Agencies, roles, boards and groups', run: loadAgencies }],
}
