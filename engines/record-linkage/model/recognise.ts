import { personFields } from './person.ts'

// Headings met in agencies' extracts and in the public test sets, folded to lower case with single underscores.
const USUAL: Readonly<Record<string, readonly string[]>> = {
  first_name: [
    'first_name',
    'given_name',
    'forename',
    'firstname',
    'givenname',
    'first_names',
    'given_names',
    'forenames',
  ],
  middle_name: ['middle_name', 'middle_names', 'middlename', 'second_name'],
  surname: ['surname', 'last_name', 'family_name', 'lastname', 'familyname'],
  full_name: ['full_name', 'name', 'fullname', 'person_name'],
  aliases: ['aliases', 'alias', 'also_known_as', 'aka', 'other_names'],
  dob: ['dob', 'date_of_birth', 'birth_date', 'birthdate', 'd_o_b'],
  postcode: ['postcode', 'post_code', 'postal_code', 'zip', 'zip_code', 'home_postcode', 'postcode_fake'],
  house: ['street_number', 'house_number', 'house', 'house_name_or_number'],
  address: ['address_1', 'address', 'address_line_1', 'street', 'street_name'],
  address_2: ['address_2', 'address_line_2'],
  town: ['town', 'city', 'suburb', 'birth_place', 'place_of_birth', 'locality'],
  county: ['county', 'state', 'region'],
  gender: ['gender', 'sex'],
  occupation: ['occupation', 'job'],
  email: ['email', 'email_address', 'e_mail'],
  phone: ['phone', 'telephone', 'mobile', 'phone_number', 'telephone_number'],
  nhs_number: ['nhs_number', 'nhs_no', 'nhsnumber'],
  upn: ['upn', 'unique_pupil_number'],
  pnc: ['pnc', 'pnc_id', 'pncid', 'pnc_number'],
  identifier: ['soc_sec_id', 'ssn', 'national_insurance_number', 'ni_number', 'nino', 'person_identifier'],
}

const folded = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')

/**
 * Finds the person model's fields among column headings by their usual names. The answer maps each field found to its
 * heading; where two headings fit one field, the more usual name wins.
 */
export function recogniseColumns(headings: readonly string[]): Record<string, string> {
  const byFolded = new Map(headings.map(heading => [folded(heading), heading]))
  const found = personFields().flatMap(field => {
    const usual = USUAL[field].find(name => byFolded.has(name))
    const heading = usual === undefined ? undefined : byFolded.get(usual)
    return heading === undefined ? [] : [[field, heading] as const]
  })
  return Object.fromEntries(found)
}
