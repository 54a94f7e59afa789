import { everyOutcome, outcomes } from './outcomes.ts'
import { leads, type Move, moves, type State, stateWords } from './states.ts'

const stateKeys = Object.keys(moves) as State[]
const named = (state: State): string => state.replaceAll(' ', '_')
const outcomeStates = [...new Set(everyOutcome.map(outcome => outcomes[outcome].leads))]

function targets(move: Move): readonly (readonly [State, string])[] {
  if (move !== 'decided') return [[leads[move], move]]
  return outcomeStates.map(state => [state, 'decided'] as const)
}

/** The states of a referral and what moves it between them, as a Mermaid drawing for the README. */
export function stateDiagram(): string {
  const lines = stateKeys.flatMap(from =>
    moves[from].flatMap(move =>
      targets(move)
        .filter(([to]) => to !== from)
        .map(([to, words]) => `  ${named(from)} --> ${named(to)}: ${words}`),
    ),
  )
  const names = stateKeys.map(state => `  ${named(state)}: ${stateWords[state]}`)
  return ['stateDiagram-v2', '  [*] --> waiting: sent', ...names, ...lines].join('\n')
}
