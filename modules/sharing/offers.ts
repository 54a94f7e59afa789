// What sharing gives to those who collect from every module: a person's own data, and a record's history.
import type { Transaction } from '#platform/database'
import type { PersonalDataSection, TimelineEvent } from '#platform/module'
import { decisionRows, questionRows } from './pages/shown.ts'
import { disclosuresAbout } from './store/disclosures.ts'
import { decisionWords } from './words.ts'

/** Every decision to share, or not to, about one person. */
export async function personalData(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  const found = await disclosuresAbout(tx, person)
  if (found.length === 0) return []
  const rows = found.map(it =>
    Object.fromEntries([...questionRows(it), ...decisionRows(it)].map(({ key, value }) => [key.text, value.text])),
  )
  return [{ heading: 'What was shared with other agencies, and what was not', rows }]
}

/** The decisions about one record, for its history. */
export async function timeline(tx: Transaction, record: string): Promise<TimelineEvent[]> {
  return (await disclosuresAbout(tx, record)).map(it => ({
    at: it.decided_on ?? '',
    title: it.decision === null ? '' : `${decisionWords[it.decision]}: ${it.to_agency_name}`,
    detail: it.what_was_shared ?? it.explanation ?? '',
    source: it.from_agency_name,
  }))
}
