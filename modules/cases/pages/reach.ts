import { contactsOf } from '#modules/people'
import { record } from '#platform/ledger'
import type { Visit } from '#platform/module'

/** Who must not know that somebody gets in touch, and the ways that are never safe; undefined where their record warns of nothing. */
export async function reachShown({ tx }: Visit, person: string | null) {
  if (person === null) return undefined
  const contacts = await contactsOf(tx, person)
  const mustNotKnow = [...new Set(contacts.map(it => it.must_not_know.trim()).filter(Boolean))]
  const never = contacts.flatMap(({ safety, value }) => (safety === 'never' ? [value] : []))
  if (mustNotKnow.length + never.length === 0) return undefined
  await record(tx, { action: 'read', kind: 'person', subject: person, detail: { fields: ['reach'] } })
  return { mustNotKnow, never, href: `/people/${person}` }
}
