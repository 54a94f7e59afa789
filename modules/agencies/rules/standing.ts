// Joiners, movers, leavers: where somebody stands, from dates alone.

export type Tenure = {
  readonly active: boolean
  readonly began_at: Date | null
  readonly first_sign_in_at: Date | null
  readonly last_sign_in_at: Date | null
}

export type Standing = 'invited' | 'working' | 'quiet' | 'left'

export const standings: Readonly<Record<Standing, string>> = {
  invited: 'Invited, has not come yet',
  working: 'Working',
  quiet: 'Not seen for 90 days',
  left: 'Left',
}

const day = 24 * 3_600_000
const quietAfter = 90 * day
const lateAfter = 7 * day

export function standingOf(tenure: Tenure, now: Date): Standing {
  if (!tenure.active) return 'left'
  if (tenure.last_sign_in_at === null) return 'invited'
  return now.getTime() - tenure.last_sign_in_at.getTime() > quietAfter ? 'quiet' : 'working'
}

export type Checked = Tenure & { readonly sponsorLeft: boolean; readonly roles: number }

/** Why an administrator should look at an account, in sentences; empty when nothing is amiss. */
export function doubts(it: Checked, now: Date): string[] {
  const standing = standingOf(it, now)
  if (standing === 'left') return []
  const invitedLongAgo = it.began_at !== null && now.getTime() - it.began_at.getTime() > lateAfter
  return [
    ...(standing === 'quiet' ? ['Has not signed in for 90 days'] : []),
    ...(standing === 'invited' && invitedLongAgo ? ['Was invited more than 7 days ago and has not come'] : []),
    ...(it.sponsorLeft ? ['The person who vouched for them has left'] : []),
    ...(it.roles === 0 ? ['Has no role'] : []),
  ]
}
