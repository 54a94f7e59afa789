import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { id, mappingStatus, officialCode, sourceId, webAddress, words } from './cells.ts'
import type { PackProblem } from './problems.ts'

const shortName = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens')

/** Where a YAML or Markdown document comes from: the same four facts as the last columns of a table. */
export const documentProvenance = {
  source_doc: sourceId,
  source_section: words,
  mapping_status: mappingStatus,
  note: words.nullable(),
}

const roleAddress = z.strictObject({
  role: id,
  title: words,
  email: z.email('must be an e-mail address of a role').nullable(),
  page: webAddress.nullable(),
})

const publication = z.strictObject({
  id,
  what: words,
  period: words.nullable(),
  status: z.enum(['in_force', 'superseded', 'on_request', 'promised', 'not_published']),
  page: webAddress.nullable(),
  ...documentProvenance,
})

/** partnership.yaml: who the partnership is, by its official codes, and which words of the model it uses. */
export const partnershipSchema = z.strictObject({
  id: shortName,
  name: words,
  place: words,
  codes: z.strictObject({
    community_safety_partnerships: z.array(officialCode).min(1, 'needs at least one community safety partnership'),
    districts: z.array(officialCode).min(1, 'needs at least one district'),
    county: officialCode.nullable(),
    police_force_area: officialCode,
    police_uk_force: shortName.nullable(),
    education_authority: z
      .string()
      .regex(/^\d{3}$/, 'must be three digits in quotes')
      .nullable(),
  }),
  uses: z.strictObject({ definition: id, strategy: sourceId.nullable() }),
  role_addresses: z.array(roleAddress),
  published: z.array(publication),
  ...documentProvenance,
})

export type Partnership = z.output<typeof partnershipSchema>

/** expected.yaml: how many rows a file should hold, in all and by the values of one column, so that a lost line is noticed. */
export const expectedSchema = z.array(
  z.strictObject({
    file: words,
    rows: z.int().nonnegative(),
    by: words.optional(),
    counts: z.record(z.string(), z.int().nonnegative()).optional(),
  }),
)

export type ExpectedCounts = z.output<typeof expectedSchema>

/** strategy/matrix.yaml: the shape of the delivery plan, priorities across and kinds of activity down. */
export const matrixSchema = z.strictObject({
  reviewed: words,
  reviewed_every_months: z.int().positive(),
  responsible_group: id,
  actions_are_shared: z.boolean(),
  priorities: z.array(z.strictObject({ pillar: id, name_as_printed: words })).min(1),
  activities: z.array(z.strictObject({ id, name: words })).min(1),
  cells_printed: z.boolean(),
  ...documentProvenance,
})

export type DeliveryMatrix = z.output<typeof matrixSchema>

/**
 * Reads YAML against a schema. Each problem names the file, the line of the value (or of what should hold it) and the path
 * to it; the answer is null when there was any. `offset` is the number of lines before the YAML in its file.
 */
export function readYaml<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  problems: PackProblem[],
  offset = 0,
): z.output<S> | null {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0) {
    for (const error of document.errors) {
      const line = lines.linePos(error.pos[0]).line + offset
      problems.push({ file, line, column: null, message: `is not readable as YAML: ${error.message.split('\n')[0]}` })
    }
    return null
  }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(part => (typeof part === 'number' ? part : String(part)))
    const line = lineOf(document, lines, path) + offset
    problems.push({ file, line, column: path.join('.') || null, message: issue.message })
  }
  return null
}

/** The line of the node at a path, or of the nearest one above it that exists. */
function lineOf(document: ReturnType<typeof parseDocument>, lines: LineCounter, path: (string | number)[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line
    }
  }
  return 1
}
