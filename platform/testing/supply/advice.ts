/** What npm's audit service said about the packages that a server runs, or that it could not be asked. */
export type Advice =
  | { readonly asked: false; readonly why: string }
  | { readonly asked: true; readonly grave: readonly string[]; readonly others: number }

type Report = {
  readonly message?: string
  readonly error?: { readonly summary?: string }
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>
}

/** Reads what `npm audit --json` printed. High and critical are grave. */
export function adviceIn(printed: string): Advice {
  const report = parsed(printed)
  if (report?.vulnerabilities === undefined) {
    const said = report?.message ?? report?.error?.summary ?? 'it gave no answer'
    return { asked: false, why: said.split('\n')[0]?.replace(/https?:\/\/\S+/, 'the service') ?? said }
  }
  const all = Object.entries(report.vulnerabilities)
  const grave = all.filter(([, { severity }]) => severity === 'high' || severity === 'critical')
  return {
    asked: true,
    grave: grave.map(([name, { severity }]) => `${name}: ${severity}`),
    others: all.length - grave.length,
  }
}

function parsed(printed: string): Report | undefined {
  try {
    return JSON.parse(printed.slice(printed.indexOf('{'), printed.lastIndexOf('}') + 1))
  } catch {
    return undefined
  }
}
