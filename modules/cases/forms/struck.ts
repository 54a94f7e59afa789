import { z } from 'zod'
import { partReasons } from '../rules/struck.ts'

/** Why a part of a case is struck out: a word of the list, and nothing beside it. */
export const partForm = z.object({ reason: z.enum(partReasons, 'Choose what is wrong with it') })
