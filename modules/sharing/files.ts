import { everyRole } from '#modules/agencies'
import { attachmentsAbout, fileTypes, scanJob, scanWaiting, sweepAttachments } from '#platform/attachments'
import type { Transaction } from '#platform/database'
import type { Module, NextStep, PersonalDataSection, Upkeep } from '#platform/module'
import { longDate } from '#platform/views'

export const fileJobs: NonNullable<Module['jobs']> = { 'scan-file': scanJob }

export const fileUpkeep: readonly Upkeep[] = [
  {
    words: 'Files that wait are scanned',
    run: async ({ database, config, now }) => {
      await scanWaiting(database, config, now)
    },
  },
  {
    words: 'Bytes of files that were removed are swept away',
    run: async ({ database, config, now }) => {
      await sweepAttachments(database, config, now)
    },
  },
]

/** The way to the files of a record, from each kind that takes any. The record's own policies decide what stands there. */
export const fileSteps: readonly NextStep[] = ['case', 'referral', 'disclosure', 'meeting'].map(from => ({
  from,
  text: 'Files',
  href: id => `/files/of/${from}/${id}`,
  roles: everyRole,
}))

/** The files on records about a person. They are handed over one by one, after somebody has read them. */
export async function filesAbout(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  const rows = (await attachmentsAbout(tx, person)).map(it => ({
    Name: it.name,
    Kind: fileTypes[it.type].words,
    'On the': it.kind,
    Added: longDate(it.added_at),
    'Where it is': it.outcome === 'refused' ? 'Refused by the virus scanner and destroyed' : `File ${it.id}`,
  }))
  const withhold = 'A file may hold the words or the identity of others. Read each before you hand it over.'
  return rows.length === 0 ? [] : [{ heading: 'Files', rows, withhold }]
}
