// What may be foretold, as a list of what is allowed: everything else is refused, by this type and by the database.

export const ordinaryTargets = [
  'tension',
  'conflict event',
  'type.weapon',
  'type.gang',
  'open.violence',
  'open.robbery',
] as const
/** Off, until an equality assessment allows them: they follow who is searched and who is excluded. */
export const gatedTargets = ['weapon carrying', 'school exclusion'] as const
export type TargetKind = (typeof ordinaryTargets)[number] | (typeof gatedTargets)[number]

/** Who brought it to light. What police found by looking, and what only intelligence says, is not among them. */
export const sources = ['reported', 'health', 'school', 'community'] as const
export type Source = (typeof sources)[number]

export type Target =
  | { readonly kind: (typeof ordinaryTargets)[number]; readonly provenance: Source }
  | { readonly kind: (typeof gatedTargets)[number]; readonly provenance: Source; readonly equalityAssessment: string }

/** Why this may not be foretold; undefined where it may. `assessed`: an equality assessment that allows it stands approved. */
export function refusal(kind: string, provenance: string, assessed = false): string | undefined {
  if (!sources.some(it => it === provenance))
    return `Nothing that came to light by "${provenance}" is learned from: it follows where people look.`
  if (ordinaryTargets.some(it => it === kind)) return undefined
  if (!gatedTargets.some(it => it === kind)) return `"${kind}" is never foretold.`
  return assessed ? undefined : `"${kind}" needs an equality assessment that stands approved.`
}
