import { disclosuresAbout } from '#modules/sharing'
import type { Visit } from '#platform/module'
import { heardOf } from '../rules/states.ts'
import type { Referral } from '../store/referrals.ts'

/** The decisions to share something of this referral, by which whoever asked may be told more than that it was closed. */
export async function sharedAbout({ tx }: Visit, { id, agency_key, outside }: Referral) {
  const decided = await disclosuresAbout(tx, id)
  // An organisation without an account is told by telephone; an agency is told what was shared with that agency.
  return decided.filter(it => it.decision === 'shared' && (outside !== null || it.to_agency_key === agency_key))
}

/** What the form of telling whoever asked offers. */
export async function releases(visit: Visit, referral: Referral) {
  const shared = await sharedAbout(visit, referral)
  return {
    mayRelease: heardOf(referral.events) === 'closed',
    disclosures: shared.map(it => ({
      value: it.id,
      text: `Shared with ${it.to_agency_name}, decided on ${it.decided_on}`,
    })),
    askToShare: `/disclosures/new?subject=${referral.id}&kind=referral`,
  }
}
