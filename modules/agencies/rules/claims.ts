// What an issuer says about a person, turned into what they may be here, by rules that administrators keep as data.

export type ClaimRule = {
  readonly gives: 'second-factor' | 'role' | 'agency'
  readonly claim: string
  readonly value: string
  /** The role or the agency that it gives; for a second factor the claim's own value. */
  readonly key: string
}

export type Mapped =
  | { readonly ok: true; readonly agency: string; readonly roles: readonly string[] }
  | { readonly ok: false; readonly reason: 'no-second-factor' | 'no-role' | 'two-agencies' }

/** Reads the claims of a sign-in. Whatever no rule names counts for nothing; a person without a rule for them stays out. */
export function mapClaims(
  claims: Readonly<Record<string, unknown>>,
  rules: readonly ClaimRule[],
  homeAgency: string,
): Mapped {
  const given = (gives: ClaimRule['gives']): string[] => [
    ...new Set(rules.filter(rule => rule.gives === gives && holds(claims, rule)).map(({ key }) => key)),
  ]
  if (given('second-factor').length === 0) return { ok: false, reason: 'no-second-factor' }
  const roles = given('role')
  if (roles.length === 0) return { ok: false, reason: 'no-role' }
  const [agency = homeAgency, another] = given('agency')
  return another === undefined ? { ok: true, agency, roles: roles.toSorted() } : { ok: false, reason: 'two-agencies' }
}

// A claim is one word or a list of words. An object or a number is nobody's role.
function holds(claims: Readonly<Record<string, unknown>>, { claim, value }: ClaimRule): boolean {
  if (!Object.hasOwn(claims, claim)) return false
  const held = claims[claim]
  return held === value || (Array.isArray(held) && held.includes(value))
}

/** Why an issuer cannot be switched on yet, in sentences; empty when it can. */
export function issuerProblems(rules: readonly ClaimRule[]): string[] {
  return [
    ...(rules.some(({ gives }) => gives === 'second-factor')
      ? []
      : ['Say first which claim shows that a second factor was used.']),
    ...(rules.some(({ gives }) => gives === 'role') ? [] : ['Say first which claim gives a role.']),
  ]
}
