// What somebody proposes to share, and the same thing with every id looked up in the law.
import type { Law } from './law.ts'
import type { AgencyFunction, InformationClass, Purpose } from './schema.ts'

/** A proposal in ids of the law's files. Nothing in it identifies a person. */
export type ProposedDisclosure = {
  /** The function the sharer is acting in (agency_functions.csv): a county council acts in several. */
  readonly from: string
  /** The function that would receive it. */
  readonly to: string
  /** What would be shared (information_classes.csv); at least one. */
  readonly information: readonly string[]
  /** Why (purposes.csv). */
  readonly purpose: string
  /** The questions answered yes (circumstances.csv). A question not listed is answered no, or not yet. */
  readonly circumstances: readonly string[]
  /** The council area it is about, for powers that work only in some areas. */
  readonly area?: string
}

export type Facts = {
  readonly from: AgencyFunction
  readonly to: AgencyFunction
  readonly classes: readonly InformationClass[]
  readonly purpose: Purpose
  readonly circumstances: ReadonlySet<string>
  readonly area: string | undefined
  /** True when anything in it identifies a person. */
  readonly identifies: boolean
}

/** Looks up every id. Returns the facts, or one plain sentence for each thing the law's files do not know. */
export function factsOf(proposal: ProposedDisclosure, law: Law): Facts | string[] {
  const from = law.functions.get(proposal.from)
  const to = law.functions.get(proposal.to)
  const purpose = law.purposes.get(proposal.purpose)
  const classes = proposal.information.flatMap(id => law.classes.get(id) ?? [])
  const unknown = unknownThings(proposal, law)
  if (unknown.length > 0 || from === undefined || to === undefined || purpose === undefined) return unknown
  return {
    from,
    to,
    classes,
    purpose,
    circumstances: new Set(proposal.circumstances),
    area: proposal.area,
    identifies: classes.some(({ personal }) => personal),
  }
}

function unknownThings(proposal: ProposedDisclosure, law: Law): string[] {
  const sentences: string[] = []
  if (!law.functions.has(proposal.from))
    sentences.push(`We do not know the function "${proposal.from}". Choose who is sharing from the list.`)
  if (!law.functions.has(proposal.to))
    sentences.push(`We do not know the function "${proposal.to}". Choose who would receive it from the list.`)
  if (!law.purposes.has(proposal.purpose))
    sentences.push(`We do not know the purpose "${proposal.purpose}". Choose a purpose from the list.`)
  if (proposal.information.length === 0) sentences.push('Say what would be shared.')
  for (const id of proposal.information)
    if (!law.classes.has(id)) sentences.push(`We do not know the kind of information "${id}". Choose it from the list.`)
  for (const id of proposal.circumstances)
    if (!law.circumstances.has(id)) sentences.push(`We do not know the question "${id}". Choose it from the list.`)
  return sentences
}
