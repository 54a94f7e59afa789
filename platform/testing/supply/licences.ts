// Which licences a package may have: those in `runs` for what a server runs, those in `builds` too for what only tests and builds.
import { readFileSync } from 'node:fs'

export type Allowed = { readonly runs: readonly string[]; readonly builds: readonly string[] }

export const allowed: Allowed = JSON.parse(readFileSync(new URL('licences.json', import.meta.url), 'utf8'))

/** The parts of a bill of materials (CycloneDX 1.5) that are read here. */
export type Component = {
  readonly name: string
  readonly version?: string
  readonly licenses?: readonly { readonly expression?: string; readonly license?: { id?: string; name?: string } }[]
  readonly hashes?: readonly object[]
  readonly properties?: readonly { readonly name: string; readonly value: string }[]
}

/** One sentence for each package whose licence is not on the list, is not stated, or that the lock file does not pin by a hash. */
export function problems(components: readonly Component[], list: Allowed): string[] {
  return components.flatMap(component => {
    const name = `${component.name} ${component.version ?? ''}`.trim()
    const onList = isBuildOnly(component) ? [...list.runs, ...list.builds] : list.runs
    const said = licencesOf(component)
    const unpinned = (component.hashes ?? []).length === 0 ? [`${name} is not pinned by a hash.`] : []
    if (said.length === 0) return [`${name} states no licence.`, ...unpinned]
    const refused = said
      .filter(it => !fits(it, onList))
      .map(it => `${name} has the licence ${it}, which is not on the list.`)
    return [...refused, ...unpinned]
  })
}

function isBuildOnly({ properties = [] }: Component): boolean {
  return properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true')
}

function licencesOf({ licenses = [] }: Component): string[] {
  return licenses.map(({ expression, license }) => expression ?? license?.id ?? license?.name ?? '').filter(Boolean)
}

/** Whether an SPDX expression of OR and AND, without brackets inside, can be kept with these licences. */
export function fits(expression: string, list: readonly string[]): boolean {
  return expression
    .replace(/^\((.*)\)$/, '$1')
    .split(/ OR /)
    .some(choice => choice.split(/ AND /).every(licence => list.includes(licence.trim())))
}
