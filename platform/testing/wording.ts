/**
 * Words that this house does not use of people, with what to say in their place. Drawn from the guidance on language about child
 * exploitation (Child Exploitation Taskforce, The Children’s Society and NAPAC, 2024) and on power in language (Youth Justice Legal
 * Centre): no word that makes a person the worst thing that happened, and no sentence that makes a child the doer of harm done to them.
 */
export type Unfit = { readonly words: readonly string[]; readonly say: string }

export const unfitWords: readonly Unfit[] = [
  {
    words: [
      'offender',
      'offenders',
      'perpetrator',
      'perpetrators',
      'culprit',
      'culprits',
      'criminals',
      'thug',
      'thugs',
      'yob',
      'yobs',
    ],
    say: 'what somebody did, in one event, with a day and a source',
  },
  {
    words: [
      'gang member',
      'gang members',
      'gang-member',
      'gangster',
      'gangsters',
      'gang nominal',
      'nominal',
      'nominals',
    ],
    say: 'a person, and their part in one event',
  },
  {
    words: [
      'drug runner',
      'drug runners',
      'drug running',
      'drug mule',
      'drug mules',
      'money mule',
      'money mules',
      'going country',
    ],
    say: 'made by somebody to carry or sell, or to hold money',
  },
  {
    words: [
      'child prostitute',
      'child prostitution',
      'prostitute',
      'prostitutes',
      'prostituting',
      'promiscuous',
      'sexually active',
    ],
    say: 'sexually exploited by somebody',
  },
  { words: ['child pornography', 'child porn', 'kiddie porn'], say: 'child sexual abuse material' },
  {
    words: [
      ...[
        'putting themselves at risk',
        'putting himself at risk',
        'putting herself at risk',
        'puts themselves at risk',
      ],
      ...['placing themselves at risk', 'making themselves vulnerable', 'lifestyle choice', 'chose to go missing'],
    ],
    say: 'at risk from somebody',
  },
  { words: ['involved in', 'associating with', 'consorting with'], say: 'drawn in, harmed, or made to, and by whom' },
  {
    words: [
      ...[
        'attention seeking',
        'attention-seeking',
        'manipulative',
        'streetwise',
        'wayward',
        'feral',
        'troublemaker',
        'troublemakers',
      ],
      ...['troubled family', 'troubled families', 'problem family', 'problem families', 'problem child', 'hardened'],
    ],
    say: 'what was seen, and what may lie behind it',
  },
  {
    words: [
      ...[
        'hard to reach',
        'hard-to-reach',
        'refuses to engage',
        'refused to engage',
        'failed to engage',
        'fails to engage',
      ],
      ...[
        'failed to attend',
        'did not attend (DNA)',
        'non-compliant',
        'noncompliant',
        'non-engagement',
        'unwilling to engage',
      ],
    ],
    say: 'who has not reached them yet, and how they were asked',
  },
  {
    words: ['wears the label', 'known to police as', 'on the matrix', 'most wanted'],
    say: 'nothing: no list of people is kept',
  },
]

/** Where one of the words stands rightly: the title of an Act, and the Act’s own sentence beside its source. */
export const fitPlaces: readonly string[] = [
  'Offender Management Act',
  'Becoming involved in serious violence includes being harmed by it',
]

const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+')
const pattern = new RegExp(
  `(?<![\\w-])(${unfitWords.flatMap(({ words }) => words.map(escaped)).join('|')})(?![\\w])`,
  'giu',
)

/** Each unfit word in a text: a sentence with the line, and what to say in its place. */
export function unfitIn(path: string, text: string): string[] {
  const fit = fitPlaces.reduce((left, place) => left.replaceAll(place, ' '.repeat(place.length)), text)
  return [...fit.matchAll(pattern)].map(({ 0: found, index }) => {
    const line = fit.slice(0, index).split('\n').length
    const words = found.toLowerCase().replaceAll(/\s+/g, ' ')
    const say = unfitWords.find(it => it.words.some(word => word.toLowerCase() === words))?.say ?? ''
    return `${path}:${line} says "${found}". Say ${say}.`
  })
}
