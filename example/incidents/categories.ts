// What the invented incidents can be: how many, how serious, who tells of them, and where and when they happen.

import type { Rhythm } from './rhythm.ts'
import type { Provenance } from './rows.ts'

/** The ladder on which a conflict between groups climbs. */
export const stages = ['tension', 'threats', 'confrontation', 'weapon seen', 'weapon used', 'life-threatening'] as const
export type Stage = (typeof stages)[number]

/** Weights of who brought it to light; they need not add up to 1. */
type Sources = Readonly<Partial<Record<Provenance, number>>>

export type Category = {
  /** The publisher's words in the row. */
  readonly words: string
  /** The model's kind of violence, or null for a cause or an early sign that is not itself violence. */
  readonly kind: string | null
  /** 1 (least) to 10 (most). */
  readonly severity: number
  /** Background events a year over the whole county. */
  readonly perYear: number
  /** Exciting: such an event may be followed by others near it. The rest come from the background alone. */
  readonly exciting: boolean
  readonly sources: Sources
  readonly rhythm: Rhythm
  /** How many residents one visitor counts as when the event looks for a place. */
  readonly drawnToVisitors: number
  /** Known to the month and the small area only, to protect the people in it. */
  readonly monthOnly: boolean
  readonly flags: readonly ('online' | 'domestic' | 'weapon' | 'injury')[]
  /** The rung of the ladder that it shows when it happens between groups. */
  readonly stage: Stage | null
}

const usual = {
  exciting: true,
  sources: { reported: 8, community: 1 },
  rhythm: 'evening',
  drawnToVisitors: 0.3,
  monthOnly: false,
  flags: [],
  stage: null,
} as const satisfies Partial<Category>

const asWords = (words: string, severity: number, perYear: number, rest: Partial<Category> = {}): Category => ({
  words,
  kind: null,
  severity,
  perYear,
  ...usual,
  ...rest,
})

export const categories: readonly Category[] = [
  asWords('Anti-social behaviour', 1, 2300),
  asWords('Disorder in public', 2, 800, { drawnToVisitors: 0.8, rhythm: 'night', stage: 'confrontation' }),
  asWords('Criminal damage or arson', 2, 400, { kind: 'type.property' }),
  asWords('Threats in person', 3, 420, { kind: 'type.threats', rhythm: 'daytime', stage: 'threats' }),
  asWords('Threats online', 3, 210, {
    kind: 'type.social',
    sources: { reported: 3, school: 5, community: 1 },
    rhythm: 'school day',
    drawnToVisitors: 0,
    flags: ['online'],
    stage: 'threats',
  }),
  asWords('Assault without injury', 4, 980, {
    kind: 'type.violence',
    sources: { reported: 9, school: 1, community: 1 },
  }),
  asWords('Assault with injury', 6, 650, {
    kind: 'type.violence',
    sources: { reported: 8, health: 1, school: 0.4 },
    rhythm: 'night',
    drawnToVisitors: 0.8,
    flags: ['injury'],
  }),
  asWords('Robbery', 6, 85, { kind: 'type.violence', sources: { reported: 1 }, drawnToVisitors: 0.6 }),
  asWords('Weapon seen', 5, 50, {
    kind: 'type.weapon',
    sources: { reported: 5, school: 2, community: 2 },
    flags: ['weapon'],
    stage: 'weapon seen',
  }),
  asWords('Assault with a knife or sharp object', 8, 60, {
    kind: 'type.weapon',
    sources: { reported: 5, health: 1 },
    rhythm: 'night',
    flags: ['weapon', 'injury'],
    stage: 'weapon used',
  }),
  asWords('Firearm seen or used', 8, 12, { kind: 'type.weapon', sources: { reported: 1 }, flags: ['weapon'] }),
  asWords('Life-threatening assault', 9, 8, {
    kind: 'type.weapon',
    sources: { reported: 1 },
    rhythm: 'night',
    flags: ['weapon', 'injury'],
    stage: 'life-threatening',
  }),
  asWords('Tension between groups', 1, 0, {
    kind: 'type.gang',
    sources: { school: 3, community: 4, reported: 2 },
    rhythm: 'daytime',
    stage: 'tension',
  }),
  asWords('Weapon found', 4, 130, {
    exciting: false,
    sources: { discovered: 1 },
    rhythm: 'daytime',
    drawnToVisitors: 0.5,
    flags: ['weapon'],
  }),
  asWords('Drug supply found', 4, 170, { exciting: false, sources: { discovered: 1 }, rhythm: 'daytime' }),
  asWords('Child exploitation concern', 7, 60, {
    kind: 'type.cl',
    exciting: false,
    sources: { reported: 2, school: 3, health: 1, community: 1 },
    rhythm: 'daytime',
    drawnToVisitors: 0,
    monthOnly: true,
  }),
  asWords('Domestic abuse', 6, 1400, {
    kind: 'type.da',
    exciting: false,
    sources: { reported: 9, health: 1 },
    rhythm: 'night',
    drawnToVisitors: 0,
    monthOnly: true,
    flags: ['domestic'],
  }),
  asWords('Sexual offence', 8, 320, {
    kind: 'type.so',
    exciting: false,
    sources: { reported: 8, health: 1, school: 1 },
    rhythm: 'night',
    drawnToVisitors: 0.2,
    monthOnly: true,
  }),
  asWords('Homicide', 10, 3, {
    kind: 'type.violence',
    exciting: false,
    sources: { reported: 1 },
    rhythm: 'night',
    flags: ['injury'],
  }),
]

/** The position of a category by its words. Throws when there is none. */
export function categoryNumber(words: string): number {
  const found = categories.findIndex(category => category.words === words)
  if (found < 0) throw new Error(`There is no incident category called "${words}".`)
  return found
}
