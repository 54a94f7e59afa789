/** What somebody who sorts a referral may decide. Each has a reason in words beside it. */
export const outcomes = {
  interventions: { words: 'Accept for the Interventions Group', leads: 'accepted', group: 'grp.interventions' },
  tactical: { words: 'Pass up to the Tactical Group', leads: 'accepted', group: 'grp.tactical' },
  operational: { words: 'Pass to local problem solving', leads: 'accepted', group: 'grp.local' },
  'child-protection': { words: 'Children’s social care leads (front door)', leads: 'passed on' },
  'adult-safeguarding': { words: 'Adult safeguarding leads', leads: 'passed on' },
  marac: { words: 'The meeting about high-risk domestic abuse (MARAC) leads', leads: 'passed on' },
  nrm: { words: 'A first responder reports modern slavery (NRM)', leads: 'passed on' },
  channel: { words: 'Channel leads', leads: 'passed on' },
  'early-help': { words: 'Early help', leads: 'passed on' },
  'single-agency': { words: 'One agency helps', leads: 'passed on' },
  'out-of-area': { words: 'Another area leads', leads: 'passed on' },
  'information-only': { words: 'Information only: nothing more is done', leads: 'closed' },
  declined: { words: 'Declined: not for this partnership', leads: 'closed' },
  duplicate: { words: 'The same as another referral', leads: 'closed' },
} as const

export type Outcome = keyof typeof outcomes
export const everyOutcome = Object.keys(outcomes) as [Outcome, ...Outcome[]]

export function isOutcome(what: string): what is Outcome {
  return Object.hasOwn(outcomes, what)
}

/** The group that a referral waits for after this decision; none where no group is to talk about it. */
export function groupAfter(outcome: Outcome): string | undefined {
  const it = outcomes[outcome]
  return 'group' in it ? it.group : undefined
}
