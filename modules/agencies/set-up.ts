import { readFileSync } from 'node:fs'
import { readPack } from '#modules/model'
import { audienceId, ensureAccess, ensureAudience } from '#platform/access'
import { systemActors, type Transaction } from '#platform/database'
import { ensureMember } from '#platform/members'
import type { SetUpContext } from '#platform/module'
import { commonFolder } from '#platform/packs'
import { accountsCollection } from './collections.ts'
import { everyRole, roles } from './roles.ts'
import { saveAgencies, saveGroups } from './store/agencies.ts'
import { agreement, publish } from './store/agreement.ts'
import { ensureTeams } from './store/teams.ts'

/** The partnership's agencies, the roles, the boards and groups, as the content pack has them. */
export async function loadAgencies({ database, pack }: SetUpContext): Promise<void> {
  const contents = readPack(pack, commonFolder)
  const functions = Map.groupBy(contents.agencyFunctions, row => row.agency)
  await database.asSystem('migrator', 'set-up', async tx => {
    for (const role of everyRole) await ensureAudience(tx, 'role', role, roles[role])
    await saveAgencies(
      tx,
      contents.agencies,
      new Map([...functions].map(([agency, rows]) => [agency, rows.map(row => row.function)])),
    )
    await saveGroups(tx, contents.groups)
  })
}

/** What sign-in needs: its own right to give roles by claims, and a first agreement for people to accept. */
export async function prepareSignIn({ database, now }: SetUpContext): Promise<void> {
  await database.asSystem('migrator', 'set-up', async tx => {
    await allowSignIn(tx)
    await ensureTeams(tx)
    if ((await agreement(tx)) !== undefined) return
    const body = readFileSync(new URL('agreement/version-1.md', import.meta.url), 'utf8')
    await publish(tx, 'What everyone who signs in promises', body, now)
  })
}

// Sign-in gives roles by the same door as an administrator, and its right to do so is a row like theirs.
async function allowSignIn(tx: Transaction): Promise<void> {
  const why = 'Gives people of an agency the roles that its claims stand for'
  await ensureAudience(tx, 'system', 'sign-in', 'Sign-in')
  await ensureMember(tx, systemActors['sign-in'], audienceId('system', 'sign-in'), 'Is the sign-in part of the system')
  await ensureAccess(tx, {
    audience: audienceId('system', 'sign-in'),
    record: accountsCollection,
    level: 'manage',
    purpose: 'accounts',
    why,
  })
}
