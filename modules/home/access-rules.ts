import { everyRole, roles as roleNames } from '#modules/agencies'
import type { Policy } from '#platform/module'

/** What one or more roles may do to a kind of record, and why. */
export type Standing = { readonly who: string; readonly may: string; readonly why: string }

export type KindOfRecord = {
  readonly kind: string
  readonly words: string
  /** Those who may do most come first. */
  readonly standings: readonly Standing[]
  /** The roles that may do nothing here; empty when there are none. */
  readonly nothing: string
  /** What is needed besides the role. */
  readonly secondKey: string | undefined
}

/** The words for each level, the lowest first. */
const may = {
  know: 'may know that it exists',
  read: 'may read',
  write: 'may read and change',
  manage: 'may read, change and share',
} as const
const order = Object.keys(may)

/** Every kind of record with every role, in words: from the same policies that make the rows in the database. */
export function kindsOfRecord(policies: readonly Policy[]): KindOfRecord[] {
  return policies.map(policy => {
    const { kind, words, roles } = policy
    const allowed = new Set(roles.map(({ role }) => role))
    return {
      kind: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
      words,
      standings: standingsOf(roles),
      nothing: lowered(listed(everyRole.filter(role => !allowed.has(role)))),
      secondKey: secondKeyOf(policy),
    }
  })
}

function standingsOf(roles: Policy['roles']): Standing[] {
  const alike = Map.groupBy(roles, ({ level, why }) => `${level}|${why}`)
  return [...alike.values()]
    .flatMap(group => {
      const [first] = group
      return first === undefined ? [] : [{ ...first, who: listed(group.map(({ role }) => role)) }]
    })
    .sort((a, b) => order.indexOf(b.level) - order.indexOf(a.level))
    .map(({ who, level, why }) => ({ who, may: may[level], why }))
}

/** "Referrer, practitioner and coordinator", in the order of the house. */
function listed(keys: readonly string[]): string {
  const held = everyRole.filter(role => keys.includes(role))
  if (held.length === everyRole.length) return 'Everyone who signs in'
  const names = held.map((role, index) => (index === 0 ? roleNames[role] : lowered(roleNames[role])))
  const last = names.pop()
  return names.length === 0 ? (last ?? '') : `${names.join(', ')} and ${last}`
}

const lowered = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`

/** A record of a person opens with two keys: the role is only the first. */
function secondKeyOf({ kind, tables }: Policy): string | undefined {
  if (!tables.includes('person_record')) return undefined
  const second =
    'A role alone opens no record here. The second key is that this one record was given: to whoever made it, to their team, to a case or to one person.'
  const sealed = kind.endsWith('refuge')
    ? 'Every record is sealed: it opens only to the refuge’s own team. For anyone else it is as if there were none.'
    : 'A sealed record opens only where the grant itself says so. To be given that, somebody asks and a second person agrees, for one day.'
  return `${second} ${sealed}`
}
