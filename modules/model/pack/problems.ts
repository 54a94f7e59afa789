/** One thing wrong with a content pack: where it is, and what to do about it. `column` is null when a whole line or file is meant. */
export interface PackProblem {
  file: string
  line: number
  column: string | null
  message: string
}

/** `model/risk_factors.csv, line 4, column context_ours: ...` */
export function describeProblem({ file, line, column, message }: PackProblem): string {
  return `${file}, line ${line}${column === null ? '' : `, column ${column}`}: ${message}`
}

const SHOWN = 20

/** A pack that cannot be used. `problems` holds everything found, so that one run is enough to mend it. */
export class PackError extends Error {
  readonly problems: readonly PackProblem[]

  constructor(problems: readonly PackProblem[]) {
    const lines = problems.slice(0, SHOWN).map(describeProblem)
    const rest = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : []
    super(
      [`The content pack has ${problems.length} problem${problems.length === 1 ? '' : 's'}:`, ...lines, ...rest].join(
        '\n',
      ),
    )
    this.name = 'PackError'
    this.problems = problems
  }
}
