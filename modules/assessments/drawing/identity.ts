import { type Picture, type VoiceSaid, voices } from '#platform/charts'
import { longDate } from '#platform/views'
import { type DynamicSaid, type Rating, ratingWords, type Said, speaker } from '../rules/identity.ts'

/** Where each word of the scale is drawn: a place on paper, and nothing else. */
const steps = Object.keys(ratingWords)
const placeOf = (rating: Rating | null | undefined): number | null => (rating == null ? null : steps.indexOf(rating))

export type Dynamic = DynamicSaid & { readonly meaning: string }

/** The voices beside each other, dynamic by dynamic. Undefined while nobody has spoken. */
export function identityPicture(name: string, dynamics: readonly Dynamic[], synthetic: boolean): Picture | undefined {
  if (dynamics.every(({ said }) => said.length === 0)) return undefined
  return voices({
    id: 'identity',
    finding: differFinding(dynamics),
    measure: `Five sides of who ${name} is, as each voice tells it. A place on the steps opens a talk and feeds no score`,
    source: 'Each voice, as it was written down and read back',
    synthetic,
    notes: [
      'A circle: the young person. A square: the worker. A diamond: a parent or carer. No voice stands above another.',
    ],
    scale: Object.values(ratingWords),
    rows: dynamics.map(it => ({
      name: it.name,
      meaning: it.meaning,
      said: it.said.map(saidOf),
      note: differ(it) ? 'They see it differently: talk about it' : '',
    })),
    head: ['Side', 'Voice', 'When', 'In their words', 'First', 'Last'],
    cells: dynamics.flatMap(it => it.said.flatMap(said => cellsOf(it.name, said))),
  })
}

function saidOf(it: Said): VoiceSaid {
  return {
    label: speaker(it),
    mark: it.voice === 'person' ? 'own' : it.voice === 'worker' ? 'worker' : 'other',
    first: placeOf(it.first?.rating),
    last: placeOf(it.last?.rating),
    words: it.last?.words ?? '',
  }
}

function cellsOf(name: string, { first, last, ...who }: Said): string[][] {
  const step = (rating: Rating | null | undefined): string => (rating == null ? 'In words alone' : ratingWords[rating])
  return [first, last].flatMap(it =>
    it === undefined
      ? []
      : [
          [
            name,
            speaker(who),
            longDate(it.held_on),
            it.words,
            it === first || first === undefined ? step(it.rating) : '',
            it === last ? step(it.rating) : '',
          ],
        ],
  )
}

/** Whether the voices chose different steps the last time. They are told apart, never measured against each other. */
function differ({ said }: DynamicSaid): boolean {
  const chosen = said.flatMap(({ last }) => last?.rating ?? [])
  return new Set(chosen).size > 1
}

function differFinding(dynamics: readonly Dynamic[]): string {
  const names = dynamics.filter(differ).map(({ name }) => name.toLowerCase())
  if (names.length === 0) return 'Who they are, in their own words'
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return `They see it differently, so talk about it: ${list}`
}
