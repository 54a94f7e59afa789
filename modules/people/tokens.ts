import type { Secrets } from '#platform/secrets'
import type { Words } from './rules/tokens.ts'

/** Keyed digests: the same words give the same 32 bytes here, and tell nothing to anyone without the key. */
export function tokensOf(secrets: Secrets, words: readonly Words[]): Buffer[] {
  return words.map(it => tokenOf(secrets, it))
}

export function tokenOf(secrets: Secrets, words: Words): Buffer {
  return secrets.blind('people', ...words)
}
