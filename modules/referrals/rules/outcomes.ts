/** What somebody who sorts a referral may decide. Each has a reason in words beside it. */
export const outcomes = {
  interventions: { words: 'Accept for the Interventions Group', leads: 'accepted', groups: ['grp.interventions'] },
  tactical: { words: 'Pass up to the Tactical Group', leads: 'accepted', groups: ['grp.tactical'] },
  both: {
    words: 'Accept for both the Interventions Group and the Tactical Group',
    leads: 'accepted',
    groups: ['grp.interventions', 'grp.tactical'],
  },
  operational: { words: 'Pass to local problem solving', leads: 'accepted', groups: ['grp.local'] },
  'child-protection': { words: 'Children’s social care leads (front door)', leads: 'passed on' },
  'adult-safeguarding': { words: 'Adult safeguarding leads', leads: 'passed on' },
  marac: { words: 'The meeting about high-risk domestic abuse (MARAC) leads', leads: 'passed on' },
  mace: { words: 'The meeting about exploited children (MACE) leads', leads: 'passed on' },
  nrm: { words: 'A first responder reports modern slavery (NRM)', leads: 'passed on' },
  channel: { words: 'Channel leads', leads: 'passed on' },
  mappa: { words: 'The arrangements for public protection (MAPPA) lead', leads: 'passed on' },
  'early-help': { words: 'Early help', leads: 'passed on' },
  'single-agency': { words: 'One agency helps', leads: 'passed on' },
  'out-of-area': { words: 'Another area is asked to take it', leads: 'offered' },
  'information-only': { words: 'Information only: nothing more is done', leads: 'closed' },
  declined: { words: 'Declined: not for this partnership', leads: 'closed' },
  duplicate: { words: 'The same as another referral', leads: 'closed' },
} as const

export type Outcome = keyof typeof outcomes
export const everyOutcome = Object.keys(outcomes) as [Outcome, ...Outcome[]]

export function isOutcome(what: string): what is Outcome {
  return Object.hasOwn(outcomes, what)
}

/** The groups that a referral waits for after this decision; empty where no group is to talk about it. */
export function groupsAfter(outcome: Outcome): readonly string[] {
  const it = outcomes[outcome]
  return 'groups' in it ? it.groups : []
}
