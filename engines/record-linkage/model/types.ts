/** How a field's text is read before anything is compared. */
export type FieldKind = 'name' | 'text' | 'code' | 'date' | 'postcode' | 'list' | 'place' | 'nhs' | 'upn' | 'pnc'

/**
 * A field, or something worked out from it: 'surname', 'surname:soundex', 'dob:year', 'postcode:sector'. Parts that
 * give several answers for one value ('full_name:words', 'first_name:families', 'aliases:items') agree when they share one.
 */
export type Part = string

/** A yes-or-no question about two records. A test of a field that either record lacks is "no". */
export type Test =
  | { readonly test: 'exact'; readonly field: string }
  | { readonly test: 'recorded'; readonly field: string }
  | { readonly test: 'same'; readonly part: Part }
  | { readonly test: 'jaro-winkler'; readonly field: string; readonly atLeast: number }
  | { readonly test: 'levenshtein'; readonly field: string; readonly atMost: number }
  | { readonly test: 'damerau-levenshtein'; readonly field: string; readonly atMost: number }
  | { readonly test: 'items-alike'; readonly field: string; readonly atLeast: number }
  | { readonly test: 'initial'; readonly field: string }
  | { readonly test: 'reversed'; readonly fields: readonly [string, string] }
  | { readonly test: 'date-swapped'; readonly field: string }
  | { readonly test: 'date-digit'; readonly field: string }
  | { readonly test: 'days-within'; readonly field: string; readonly days: number }
  | { readonly test: 'km-within'; readonly field: string; readonly km: number }
  | { readonly test: 'all'; readonly of: readonly Test[] }
  | { readonly test: 'any'; readonly of: readonly Test[] }
  | { readonly test: 'not'; readonly of: Test }

/**
 * One degree of agreement. `frequency` names the field whose rare values count for more, and by how much (0 to 1).
 * A `neutral` level is no evidence either way, as if the fields were not recorded: what it shows is counted elsewhere.
 */
export type Level = {
  readonly label: string
  readonly when: Test
  readonly frequency?: { readonly field: string; readonly weight: number }
  readonly neutral?: boolean
}

/**
 * A graded question: the first level whose test holds is the answer, "all other" when none does, and "not recorded"
 * (no evidence either way) when every one of `fields` is missing on one side.
 */
export type Comparison = {
  readonly name: string
  readonly fields: readonly string[]
  readonly levels: readonly Level[]
}

/** Records that agree on every part of a rule are worth comparing. */
export type BlockingRule = { readonly parts: readonly Part[] }

/** Where `when` holds, the weight of the pair is at most `atMost`, whatever the rest says; the pair is marked with `name`. */
export type Guard = { readonly name: string; readonly when: Test; readonly atMost: number }

/** What to compare, which pairs to compare, and how to learn the weights. */
export type LinkModel = {
  readonly fields: Readonly<Record<string, FieldKind>>
  readonly comparisons: readonly Comparison[]
  readonly blocking: readonly BlockingRule[]
  /** One EM run for each: its pairs agree on the rule, so comparisons that use its fields sit that run out. */
  readonly sessions: readonly BlockingRule[]
  /** Rules that are nearly always right, and the share of all true pairs that they are thought to find. */
  readonly certain: { readonly rules: readonly BlockingRule[]; readonly recall: number }
  readonly guards: readonly Guard[]
}

/** A comparison's chances of each level: among true pairs (m) and among others (u); "all other" is the last. */
export type LevelChances = { readonly m: readonly number[]; readonly u: readonly number[] }

/** A model with its weights: `chances` follow `model.comparisons`; `prior` is the chance that two random records match. */
export type TrainedModel = {
  readonly model: LinkModel
  readonly prior: number
  readonly chances: readonly LevelChances[]
}

/** The field of a part: 'surname:soundex' is of 'surname'. */
export const fieldOf = (part: Part): string => part.split(':', 1)[0]

/** What a part works out, or the empty string for the field itself. */
export const derivationOf = (part: Part): string => part.slice(fieldOf(part).length + 1)
