import type { Page } from '#platform/module'
import { boardPages } from './board.ts'
import { commitmentPages } from './commitments.ts'
import { measurePages } from './measures.ts'

export const pages: readonly Page[] = [...boardPages, ...commitmentPages, ...measurePages]
