/** The kinds of record that an action or an agenda item may be about, and where their pages are. */
const pages: Readonly<Record<string, string>> = {
  tension: '/tensions/',
  'watch entry': '/watchlist/',
  conflict: '/conflicts/',
  referral: '/referrals/',
  'peer group': '/peer-groups/',
  person: '/people/',
  case: '/cases/',
  action: '/actions/',
  'agenda item': '/meetings/items/',
}

/** Every kind whose page is known. */
export const subjectKinds = Object.keys(pages)

/** The page of a record; nothing for a kind that has none. The page opens only for whoever may see the record. */
export function subjectPath(kind: string, id: string): string | undefined {
  const page = pages[kind]
  return page === undefined ? undefined : page + id
}

/** A kind as it stands in an address: `peer-group`. */
export function kindInPath(kind: string): string {
  return kind.replaceAll(' ', '-')
}

/** The kind that an address names, or nothing. */
export function kindFromPath(path: string | undefined): string | undefined {
  return subjectKinds.find(kind => kindInPath(kind) === path)
}
