export type EscalationRule = {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly condition: string
  readonly emergency: string | null
}
export type GroupNode = { readonly id: string; readonly name: string; readonly reports_to: string | null }

/** Where a group may pass a matter, and when: by a rule of the pack, or up to the group that it reports to. */
export type Target = {
  readonly to: string
  readonly name: string
  /** The id of the rule; null for the group above. */
  readonly rule: string | null
  readonly condition: string
  readonly emergency: string | null
}

/** The groups to which this one may pass a matter. A rule that names it comes before one for everybody who refers. */
export function targetsOf(group: string, rules: readonly EscalationRule[], groups: readonly GroupNode[]): Target[] {
  const byId = new Map(groups.map(it => [it.id, it]))
  const own = rules.filter(({ from }) => from === group)
  const anybody = rules.filter(({ from }) => from === 'any_referrer')
  const byRule = [...own, ...anybody].flatMap(({ id, to, condition, emergency }) => {
    const name = byId.get(to)?.name
    return name === undefined || to === group ? [] : [{ to, name, rule: id, condition, emergency }]
  })
  const above = byId.get(byId.get(group)?.reports_to ?? '')
  const up = { rule: null, condition: 'It needs the group that this one reports to', emergency: null }
  const all: Target[] = above === undefined ? byRule : [...byRule, { to: above.id, name: above.name, ...up }]
  return all.filter((it, at) => all.findIndex(({ to }) => to === it.to) === at)
}

export type StepState = 'waiting' | 'accepted' | 'refused'

/** Where a matter that was passed on stands. There is one answer, and it is for good. */
export function stepState(answer: { readonly accepted: boolean } | undefined): StepState {
  if (answer === undefined) return 'waiting'
  return answer.accepted ? 'accepted' : 'refused'
}
