import type { z } from 'zod'

export type FieldError = { readonly field: string; readonly message: string }

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] }

/** Checks what a form sent. The messages of the schema are the sentences that people read beside the field. */
export function parseForm<T extends z.ZodType>(schema: T, body: unknown): Parsed<z.output<T>> {
  const result = schema.safeParse(body)
  if (result.success) return { ok: true, value: result.data }
  const errors = result.error.issues.map(issue => ({ field: String(issue.path[0] ?? 'form'), message: issue.message }))
  return {
    ok: false,
    errors: errors.filter((error, at) => errors.findIndex(({ field }) => field === error.field) === at),
  }
}

/** What the GOV.UK error summary and each field's macro need. */
export function formErrors(errors: readonly FieldError[]): {
  summary: { text: string; href: string }[]
  byField: Record<string, { text: string }>
} {
  return {
    summary: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    byField: Object.fromEntries(errors.map(({ field, message }) => [field, { text: message }])),
  }
}
