import { derivationNames } from '../columns/derivations.ts'
import { fieldsOfComparison, fieldsOfRule, fieldsOfTest, partsOfModel, testsOfModel } from './parts.ts'
import { derivationOf, type LinkModel, type Test, type TrainedModel } from './types.ts'

/** Checks that a model hangs together; throws a sentence that names what does not. */
export function checkModel(model: LinkModel): void {
  const known = new Set(Object.keys(model.fields))
  const need = (fields: Iterable<string>, where: string): void => {
    for (const field of fields)
      if (!known.has(field)) throw new Error(`${where} uses the field ${field}, which the model does not have`)
  }
  if (model.comparisons.length === 0) throw new Error('the model has no comparisons')
  for (const comparison of model.comparisons) {
    if (comparison.levels.length === 0) throw new Error(`comparison ${comparison.name} has no levels`)
    need(fieldsOfComparison(comparison), `comparison ${comparison.name}`)
    need(
      comparison.levels.flatMap(({ frequency }) => frequency?.field ?? []),
      `comparison ${comparison.name}`,
    )
  }
  for (const guard of model.guards) need(fieldsOfTest(guard.when), `guard ${guard.name}`)
  for (const rule of [...model.blocking, ...model.sessions, ...model.certain.rules])
    need(fieldsOfRule(rule), 'a blocking rule')
  for (const part of partsOfModel(model)) {
    const derivation = derivationOf(part)
    if (derivation !== '' && !derivationNames().includes(derivation)) {
      throw new Error(`${part}: there is no derivation ${derivation}; use one of ${derivationNames().join(', ')}`)
    }
  }
  for (const test of testsOfModel(model)) checkTest(test)
}

/** Checks a trained model: as checkModel, and that every chance is there and lies between 0 and 1. */
export function checkTrained(trained: TrainedModel): void {
  const { model, prior, chances } = trained
  checkModel(model)
  if (!(prior > 0 && prior < 1)) throw new Error(`prior must lie between 0 and 1, not ${prior}`)
  model.comparisons.forEach(({ name, levels }, c) => {
    for (const side of ['m', 'u'] as const) {
      const list = chances[c]?.[side] ?? []
      if (list.length !== levels.length + 1) {
        throw new Error(
          `comparison ${name} needs ${levels.length + 1} chances ${side}, one for each level and one for all other; it has ${list.length}`,
        )
      }
      if (!list.every(chance => chance >= 0 && chance <= 1))
        throw new Error(`comparison ${name}: every ${side} must lie from 0 to 1`)
    }
  })
}

function checkTest(test: Test): void {
  if ('atLeast' in test && !(test.atLeast > 0 && test.atLeast <= 1)) {
    throw new Error(`${test.test} on ${test.field}: atLeast must lie above 0 and up to 1, not ${test.atLeast}`)
  }
  const limit = 'atMost' in test ? test.atMost : 'days' in test ? test.days : 'km' in test ? test.km : 0
  if (!(limit >= 0)) throw new Error(`${test.test}: its limit must not be negative`)
}
