/** Whose answers they are. The young person always comes first. */
export const voiceWords = {
  person: 'The young person',
  worker: 'The worker',
  carer: 'A parent or carer',
} as const
export type Voice = keyof typeof voiceWords
export const voices = Object.keys(voiceWords) as Voice[]

export const givenWords = {
  wrote: 'They wrote it themselves',
  'read back': 'They said it, and it was read back to them',
  interpreter: 'They said it through an interpreter or other help, and it was read back',
  other: 'In another way',
} as const

/**
 * A place on the five steps. It is text, here and in the database, so that neither can add it up: it opens a talk and feeds
 * nothing.
 */
export const ratingWords = {
  '1': '1, not yet',
  '2': '2',
  '3': '3, sometimes',
  '4': '4',
  '5': '5, yes, mostly',
} as const
export type Rating = keyof typeof ratingWords

export type IdentityAnswer = {
  readonly dynamic: string
  readonly name: string
  readonly words: string
  readonly rating: Rating | null
}

export type Talk = {
  readonly id: string
  readonly file: string
  readonly voice: Voice
  /** Who of the parents or carers, where it is one. */
  readonly whose: string
  readonly given: keyof typeof givenWords
  readonly held_on: string
  readonly content_note: string
  readonly shown_to_person: boolean
  /** Of a carer's own talk: to another parent or carer. */
  readonly shown_to_carer: boolean
  readonly maker: string | null
  readonly answers: readonly IdentityAnswer[]
}

export type NewTalk = Omit<Talk, 'id' | 'file' | 'maker'>

/** For whom a sheet is made that is looked at together: the team reads all, others only what each voice agreed to. */
export type Reader = 'team' | 'person' | 'carer'

/**
 * What a reader may be shown. Nobody's answers are shown to another of the family unless that voice agreed: a parent's not to
 * the child nor to another parent, a child's not to the parent, the worker's to neither without thought. A sheet for a carer is for
 * one of them, `whose` in their talks; without it, for one who has not spoken.
 */
export function shownTo(reader: Reader, talks: readonly Talk[], whose = ''): Talk[] {
  if (reader === 'team') return [...talks]
  if (reader === 'person') return talks.filter(it => it.shown_to_person)
  return talks.filter(it => it.shown_to_carer || (it.voice === 'carer' && sameCarer(it.whose, whose)))
}

const sameCarer = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** The first talk of each parent or carer who has spoken, by which a sheet for them alone is asked for. */
export function carersWhoSpoke(talks: readonly Talk[]): Talk[] {
  const spoken = talks.filter(({ voice }) => voice === 'carer')
  return spoken.filter((it, at) => spoken.findIndex(({ whose }) => sameCarer(whose, it.whose)) === at)
}

/** Who else may read a talk, in words. */
export function shownWords({ voice, shown_to_person, shown_to_carer }: Talk): string {
  const others = [
    voice !== 'person' && shown_to_person ? 'the young person' : '',
    shown_to_carer ? (voice === 'carer' ? 'another parent or carer' : 'a parent or carer') : '',
  ].filter(Boolean)
  return others.length === 0
    ? 'Shown to nobody else of the family'
    : `May be shown to ${others.join(' and to ')} as well`
}

/** One voice on one dynamic: what they said first and what they said last, where they spoke of it more than once. */
export type Said = {
  readonly voice: Voice
  readonly whose: string
  readonly first: (IdentityAnswer & { readonly held_on: string }) | undefined
  readonly last: (IdentityAnswer & { readonly held_on: string }) | undefined
}

export type DynamicSaid = { readonly dynamic: string; readonly name: string; readonly said: readonly Said[] }

/**
 * The talks laid out by dynamic, in the order of the model, the young person first. Each parent or carer is a voice of their
 * own. `talks` are in the order in which they were held.
 */
export function byDynamic(dynamics: readonly { readonly id: string; readonly name: string }[], talks: readonly Talk[]) {
  const speakers = voices.flatMap(voice => {
    const own = talks.filter(it => it.voice === voice)
    return [...new Set(own.map(({ whose }) => whose))].map(whose => ({
      voice,
      whose,
      talks: own.filter(it => it.whose === whose),
    }))
  })
  return dynamics.map(({ id, name }): DynamicSaid => {
    const said = speakers.flatMap(({ voice, whose, talks: own }): Said[] => {
      const answers = own.flatMap(({ held_on, answers: each }) =>
        each.filter(({ dynamic }) => dynamic === id).map(answer => ({ ...answer, held_on })),
      )
      if (answers.length === 0) return []
      return [{ voice, whose, first: answers.length > 1 ? answers[0] : undefined, last: answers.at(-1) }]
    })
    return { dynamic: id, name, said }
  })
}

/** Who speaks, as a short label: "young person", "worker", "mother". */
export function speaker({ voice, whose }: Pick<Said, 'voice' | 'whose'>): string {
  if (voice === 'person') return 'young person'
  return voice === 'worker' ? 'worker' : whose.charAt(0).toLowerCase() + whose.slice(1)
}

/** The five dynamics as a young person is asked them, by the id of the content pack. Platform wording. */
export const inMyWords: Readonly<Record<string, string>> = {
  'idn.moral': 'what I stand for',
  'idn.social': 'how I see the world around me',
  'idn.emotional': 'what sets me off, what calms me',
  'idn.cognitive': 'how I think before I act',
  'idn.cultural': 'where I come from, what I value',
}
