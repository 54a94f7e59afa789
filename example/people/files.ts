// The invented extracts as files that a demonstration takes: the only ones about people that it does.
import { addSyntheticFile } from '#modules/people'
import type { Transaction } from '#platform/database'
import type { People } from './build.ts'
import { agencyExtracts, type Extract, extractCsv } from './extracts.ts'
import { noticeExtract } from './notice-extract.ts'

type Columns = Parameters<typeof addSyntheticFile>[1]['columns']

/** Which column of each extract holds what, by agency. */
const columnsOf: Readonly<Record<string, Columns>> = {
  'org.schools': {
    upn: 'UPN',
    family: 'Surname',
    given: 'Forename',
    other: 'Preferred forename',
    born: 'DOB',
    sex: 'Sex',
    address: 'Address',
    postcode: 'Postcode',
  },
  'auth.yos': {
    reference: 'case_ref',
    pnc: 'pnc_id',
    given: 'first_name',
    family: 'last_name',
    other: 'known_as',
    born: 'date_of_birth',
    sex: 'gender',
    address: 'address',
    postcode: 'postcode',
  },
  'org.nhs_trusts': {
    reference: 'attendance_id',
    nhs: 'nhs_number',
    name: 'patient_name',
    born: 'birth_date',
    sex: 'sex',
    postcode: 'postcode',
  },
}

/** Puts the extracts of three agencies and the notices of the police into a demonstration, as the migrator. */
export async function loadFiles(tx: Transaction, seed: number, people: People): Promise<void> {
  const file = ({ agencyKey, fileName, ...extract }: Extract) => ({
    agencyKey,
    name: fileName,
    content: extractCsv({ agencyKey, fileName, ...extract }),
  })
  for (const extract of agencyExtracts(seed, people))
    await addSyntheticFile(tx, { ...file(extract), kind: 'people', columns: columnsOf[extract.agencyKey] ?? {} })
  await addSyntheticFile(tx, { ...file(noticeExtract(seed, people)), kind: 'notices', columns: {} })
}
