/**
 * A decision made by a person (or a trusted system) about some records. Records in one group of `people` are one
 * person; records in different groups of the same decision are different people. One group says only "the same"; two
 * groups of one record each say only "not the same". `scope` names the decision wherever it is reported.
 */
export type Decision = { readonly scope: string; readonly people: readonly (readonly number[])[] }

/** Decisions looked up by record, while clusters grow. */
export type Markers = {
  /** Whether a decision says that the clusters of these two roots hold different people; answers its scope. */
  barrier(a: number, b: number): string | undefined
  /** Carries what is known of root `from` over to root `to`, which it has joined. */
  carry(from: number, to: number): void
}

/** Checks decisions and lays them out by record. Throws when one record is placed in two groups of one decision. */
export function createMarkers(decisions: readonly Decision[]): Markers {
  const byRoot = new Map<number, Map<string, number>>()
  for (const { scope, people } of decisions) {
    people.forEach((records, person) => {
      for (const record of records) mark(byRoot, record, scope, person)
    })
  }
  return {
    barrier(a, b) {
      const [marksA, marksB] = [byRoot.get(a), byRoot.get(b)]
      if (marksA === undefined || marksB === undefined) return undefined
      for (const [scope, person] of marksA) {
        const other = marksB.get(scope)
        if (other !== undefined && other !== person) return scope
      }
      return undefined
    },
    carry(from, to) {
      const marks = byRoot.get(from)
      if (marks === undefined) return
      byRoot.set(to, new Map([...(byRoot.get(to) ?? []), ...marks]))
    },
  }
}

function mark(byRoot: Map<number, Map<string, number>>, record: number, scope: string, person: number): void {
  const marks = byRoot.get(record) ?? new Map<string, number>()
  const before = marks.get(scope)
  if (before !== undefined && before !== person) {
    throw new Error(`decision ${scope} places record ${record} in two different people`)
  }
  marks.set(scope, person)
  byRoot.set(record, marks)
}
