import { checkTrained } from './check.ts'
import { isRecord } from './is-record.ts'
import { isSplinkModel, readSplinkModel } from './splink.ts'
import type { TrainedModel } from './types.ts'

/** A trained model as JSON text, to keep and to read again with readModel. */
export const writeModel = (trained: TrainedModel): string => JSON.stringify(trained, null, 2)

/**
 * Reads a trained model: one written by writeModel, or the JSON that Splink saves. Throws a sentence that says what is
 * wrong with it.
 */
export function readModel(text: string): TrainedModel {
  const value = parse(text)
  if (isSplinkModel(value)) return readSplinkModel(value)
  if (!isTrained(value)) {
    throw new Error(
      'the model file is neither a model saved here (model, prior, chances) nor one saved by Splink (comparisons, blocking rules)',
    )
  }
  checkTrained(value)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`the model file is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

const PARTS = ['fields', 'comparisons', 'blocking', 'sessions', 'certain', 'guards'] as const

function isTrained(value: unknown): value is TrainedModel {
  if (!isRecord(value) || !isRecord(value['model'])) return false
  const { model, prior, chances } = value
  if (typeof prior !== 'number' || !Array.isArray(chances)) return false
  const missing = PARTS.find(part => typeof (model as Record<string, unknown>)[part] !== 'object')
  if (missing !== undefined) throw new Error(`the model file has no ${missing}`)
  return true
}
