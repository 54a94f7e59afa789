// A small population of records with every kind of grant, and what the declared matrix says of each. Nothing is tested here.
import type { Random } from '#engines/numerics'
import { teamId } from '#modules/agencies'
import { audienceId, type Grant, grantAccess, type Level, levels } from '#platform/access'
import type { Database } from '#platform/database'
import type { Secrets } from '#platform/secrets'
import { actorOf, everyone, rhys, type StaffKey, staff } from './people-site.test.ts'
import { teamOf, teamOpensSealed, type World, worldRoles, worldsOf } from './rules/worlds.ts'
import { addAddress, addContact } from './store/parts.ts'
import { addPerson } from './store/records.ts'

/** A grant in the words of the matrix: to whom it goes is worked out here, not asked of the database. */
export type Given = {
  readonly to: (key: StaffKey) => boolean
  readonly level: number
  readonly opensSealed: boolean
  readonly current: boolean
}

export type Model = {
  readonly id: string
  readonly maker: StaffKey
  readonly world: World
  readonly sealed: boolean
  readonly familyName: string
  readonly given: readonly Given[]
}

const families = ['Oakleaf', 'Tarn', 'Quill', 'Fenwick'] as const
const makers = everyone.filter(key => worldsOf([staff[key][1]]).length > 0)
const everyLevel = Object.keys(levels) as Level[]
export const pick = <T>(list: readonly T[], random: Random): T => {
  const found = list[random.integer(list.length)]
  if (found === undefined) throw new Error('list must hold something')
  return found
}

/** Makes `count` records, each with up to three grants more, some of them mistaken and some over. */
export async function populate(database: Database, secrets: Secrets, count: number, random: Random): Promise<Model[]> {
  const models: Model[] = []
  for (let n = 0; n < count; n++) models.push(await addOne(database, secrets, random))
  return models
}

async function addOne(database: Database, secrets: Secrets, random: Random): Promise<Model> {
  const maker = pick(makers, random)
  const [agencyKey, role] = staff[maker]
  const world = pick(worldsOf([role]), random)
  const sealed = world === 'refuge' || random.integer(3) === 0
  const familyName = pick(families, random)
  const actor = actorOf(maker)
  const extra = Array.from({ length: random.integer(4) }, () => drawGrant(random))
  const id = await database.asActor(actor, 'people', async tx => {
    const made = await addPerson(tx, secrets, { ...rhys, world, sealed, familyName }, actor.id, new Date())
    await addAddress(tx, made, { class: 'ordinary', lines: '1 Open Road', postcode: '', since: null, until: null })
    await addAddress(tx, made, { class: 'confidential', lines: '2 Hidden Row', postcode: '', since: null, until: null })
    await addContact(tx, made, { kind: 'telephone', value: '07700 900001', safety: 'safe', must_not_know: '' })
    await grantAccess(tx, ...extra.map(({ grant }) => ({ ...grant, record: made })))
    return made
  })
  const team: Given = {
    to: key => staff[key][0] === agencyKey && inTeam(staff[key][1], teamOf(world)),
    level: levels.write,
    opensSealed: teamOpensSealed(world),
    current: true,
  }
  const own: Given = { to: key => key === maker, level: levels.manage, opensSealed: true, current: true }
  return { id, maker, world, sealed, familyName, given: [own, team, ...extra.map(({ given }) => given)] }
}

function inTeam(role: string, team: 'people' | 'intelligence'): boolean {
  return team === 'people' ? ['referrer', 'practitioner', 'coordinator'].includes(role) : role === 'intelligence-lead'
}

function drawGrant(random: Random): { given: Given; grant: Omit<Grant, 'record'> } {
  const { audience, to } = drawAudience(pick(everyone, random), random)
  const level = pick(everyLevel, random)
  const opensSealed = random.integer(2) === 0
  const current = random.integer(4) !== 0
  const until = current ? {} : { until: new Date(Date.now() - 60_000) }
  return {
    given: { to, level: levels[level], opensSealed, current },
    grant: { audience, level, opensSealed, purpose: 'people', why: 'Drawn at random', ...until },
  }
}

// To one person, or by mistake to a whole agency, a role or another agency's team.
function drawAudience(target: StaffKey, random: Random): { audience: string; to: Given['to'] } {
  const [agencyKey, role] = staff[target]
  const kinds = [
    { audience: audienceId('person', actorOf(target).id), to: (key: StaffKey) => key === target },
    { audience: audienceId('agency', agencyKey), to: (key: StaffKey) => staff[key][0] === agencyKey },
    { audience: audienceId('role', role), to: (key: StaffKey) => staff[key][1] === role },
  ]
  const helps = inTeam(role, 'people')
  const team = {
    audience: teamId(agencyKey, 'people'),
    to: (key: StaffKey) => staff[key][0] === agencyKey && inTeam(staff[key][1], 'people'),
  }
  return pick(helps ? [...kinds, team] : kinds, random)
}

export type Asker = StaffKey | 'stranger'

/** `answers`: reads the whole of a record that they may read, for somebody who asks what is held about them. */
type Rights = { readonly read: boolean; readonly write: boolean; readonly manage: boolean; readonly answers: boolean }

/** What the matrix lets somebody do to a record: the lesser of what their role and what their grants allow. */
export function allowed(who: Asker, model: Model): Rights {
  if (who === 'stranger') return { read: false, write: false, manage: false, answers: false }
  const role = worldRoles[model.world].find(it => it.role === staff[who][1])
  const grants = model.given.filter(({ to, current }) => current && to(who))
  const level = Math.max(0, ...grants.map(it => it.level))
  const open = !model.sealed || grants.some(({ opensSealed }) => opensSealed)
  const reads = role !== undefined && level >= levels.read && open
  const writes = reads && role.level === 'write'
  const answers = reads && staff[who][1] === 'governance'
  return { read: reads, write: writes && level >= levels.write, manage: writes && level >= levels.manage, answers }
}
