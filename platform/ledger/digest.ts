import { createHash } from 'node:crypto'

/** SHA-256 over the salt and the detail in canonical JSON: keys sorted, no spaces. */
export function digestOf(salt: Uint8Array, detail: unknown): Buffer {
  return createHash('sha256').update(salt).update(canonical(detail)).digest()
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const pairs = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
  return `{${pairs.join(',')}}`
}
