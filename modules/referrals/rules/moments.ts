/**
 * What happened that opens a door: the times in a life when somebody may want help, drawn from the strategy's composite life
 * (S22, The journey in the life of) and its triggers. The list is a platform mapping.
 */
export const moments = {
  injury: { words: 'Hurt, and seen in hospital or by a nurse', short: 'injury seen in hospital' },
  harmed: { words: 'Robbed, threatened or attacked', short: 'harmed by somebody' },
  witnessed: { words: 'Saw violence, at home or outside', short: 'saw violence' },
  arrest: { words: 'Arrested or stopped by police', short: 'arrest' },
  weapon: { words: 'Found with a weapon, or afraid enough to carry one', short: 'weapon' },
  exclusion: { words: 'Suspended or excluded from school', short: 'exclusion from school' },
  missing: { words: 'Missing, or found far from home', short: 'missing' },
  exploited: { words: 'In debt to somebody, or made to carry or sell for them', short: 'exploitation' },
  conflict: { words: 'A conflict between groups', short: 'conflict between groups' },
  online: { words: 'Threats or pressure online', short: 'threats online' },
  loss: { words: 'Somebody close died, left or fell ill', short: 'loss' },
  home: { words: 'Home broke down, or a move', short: 'change at home' },
  custody: { words: 'Going into custody or coming out', short: 'custody' },
  birthday: { words: 'Turning 16, 18 or 25 while services change', short: 'services about to change' },
  asked: { words: 'They asked for help, or said that they want out', short: 'asked for help' },
  parent: { words: 'Becoming a parent', short: 'becoming a parent' },
  none: { words: 'Nothing of this kind that I know of', short: '' },
} as const

export type MomentKey = keyof typeof moments
/** What is stored where a form did not ask what happened: nobody said that nothing did. */
export const notAsked = 'not-asked'
export type ToldMoment = MomentKey | typeof notAsked
export const everyMoment: readonly ToldMoment[] = [...(Object.keys(moments) as MomentKey[]), notAsked]

export function isMoment(text: string | null): text is MomentKey {
  return text !== null && Object.hasOwn(moments, text)
}

/** How long ago, for the clock of a reachable moment. */
export const whens = {
  today: 'Today or yesterday',
  week: 'This week',
  month: 'This month',
  longer: 'Longer ago',
} as const
export type When = keyof typeof whens
