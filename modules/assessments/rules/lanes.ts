/** The three kinds of hard experience of the strategy, and strengths beside them in a lane of equal size. */
export const laneWords = {
  determining: 'Determining',
  trigger: 'Impact or trigger',
  escalating: 'Escalating',
  strength: 'Strength',
} as const
export type Lane = keyof typeof laneWords

export const laneMeanings: Readonly<Record<Lane, string>> = {
  determining: 'early experiences that last',
  trigger: 'a sense of not belonging',
  escalating: 'deeper harm, wider risk',
  strength: 'what held, what can be built on',
}

export const accountWords = {
  person: 'Their own account',
  carer: 'A parent or carer',
  worker: 'A worker',
  agency: 'An agency’s record',
} as const
