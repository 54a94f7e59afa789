// Forty small areas and an account of each role, for the tests of pages. Nothing is tested here.
import { addAccount, everyRole, groupAudience, type Role } from '#modules/agencies'
import { areaImports } from '#modules/areas'
import { type ImportKind, newBatch, runImport } from '#platform/imports'
import { ensureMember } from '#platform/members'
import { memoryFile } from '#platform/testing/memory-file'
import type { openSite } from '#platform/testing/site'

export const codes = Array.from({ length: 40 }, (_, n) => `E010000${String(n + 10)}`)
const lookups = `lsoa21_name,lsoa21_code,ltla24_name,ltla24_code\n${codes.map((code, n) => `Rugby ${n},${code},Rugby,E07000220`).join('\n')}\n`
const tacticalGroup: readonly Role[] = ['intelligence-lead', 'police-analyst', 'analyst', 'coordinator']

type Context = Parameters<Parameters<typeof openSite>[0]['fill']>[0]

/** Puts the accounts (their ids into `ids`) and the areas in place. */
export async function fillCounty({ database, now }: Context, ids: Map<Role, string>): Promise<void> {
  await database.asSystem('migrator', 'set-up', async tx => {
    for (const role of everyRole) {
      const person = {
        key: role,
        name: `Test ${role}`,
        jobTitle: '',
        comesTo: '',
        agencyKey: 'auth.wcc',
        roles: [role],
      }
      const account = await addAccount(tx, { ...person, synthetic: true })
      ids.set(role, account)
      if (tacticalGroup.includes(role))
        await ensureMember(tx, account, groupAudience('grp.tactical'), 'Sits in the group')
    }
  })
  const files = (async function* () {
    yield memoryFile('lookups.csv', lookups)
  })()
  const kind = areaImports.lookups as ImportKind
  const actor = { id: ids.get('analyst') ?? '', session: undefined }
  await runImport(database, { kind, batch: newBatch(), files, names: ['lookups.csv'], dryRun: false, actor, now })
}
