import { disclosuresAbout } from '#modules/sharing'
import type { Visit } from '#platform/module'
import { heardOf, stateOf } from '../rules/states.ts'
import type { Referral } from '../store/referrals.ts'

/** The decisions to share something of this referral, by which whoever asked may be told more than that it was closed. */
export async function sharedAbout({ tx }: Visit, referral: Referral) {
  return (await disclosuresAbout(tx, referral.id)).filter(it => sharedWith(referral, it))
}

type Decided = {
  readonly decision: string | null
  readonly to_agency_key: string
  readonly to_agency_name: string
  readonly recipients: readonly { readonly name: string; readonly role: string }[]
}

/** Whether it was shared with whoever asked: with their agency, or, as a club without accounts is none, naming it as who receives it. */
export function sharedWith(
  { outside, agency_key, agency_name }: Pick<Referral, 'outside' | 'agency_key' | 'agency_name'>,
  { decision, to_agency_key, to_agency_name, recipients }: Decided,
): boolean {
  if (decision !== 'shared') return false
  if (outside === null) return to_agency_key === agency_key
  const named = [to_agency_name, ...recipients.map(({ name, role }) => `${name}, ${role}`)]
  return named.some(text => text.toLowerCase().includes(agency_name.toLowerCase()))
}

/** What the form of telling whoever asked offers. */
export async function releases(visit: Visit, referral: Referral) {
  const shared = await sharedAbout(visit, referral)
  return {
    namedAs: referral.outside === null ? undefined : referral.agency_name,
    mayRelease: heardOf(stateOf(referral.events)) === 'closed',
    disclosures: shared.map(it => ({
      value: it.id,
      text: `Shared with ${it.to_agency_name}, decided on ${it.decided_on}`,
    })),
    askToShare: `/disclosures/new?subject=${referral.id}&kind=referral`,
  }
}
