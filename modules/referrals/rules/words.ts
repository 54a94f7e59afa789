/** The choices of a referral, in the words that a person answers. */
export const choices = {
  about: {
    person: 'One person',
    'peer group': 'A group of friends',
    place: 'A place',
  },
  noWords: {
    'not-asked': 'I have not asked them yet',
    'not-safe': 'Asking could put them in danger',
    'did-not-want': 'They did not want to say',
    'not-there': 'I could not speak with them',
  },
  reachSafety: {
    safe: 'Yes, and it is safe',
    'ask-first': 'Yes, but ask me first',
    never: 'No: it is not safe to get in touch',
    'not-known': 'I do not know',
  },
  reachMessage: {
    yes: 'Yes',
    plain: 'Only one that does not say what it is about',
    no: 'No, leave no message',
  },
  loneParent: {
    yes: 'Yes',
    no: 'No',
    'not-known': 'I do not know',
  },
  agrees: {
    person: 'Yes, they agree',
    parent: 'Yes, a parent or carer agrees',
    both: 'Yes, they and a parent or carer agree',
    refused: 'No, they do not want help',
    'not-asked': 'I have not asked',
    'cannot-decide': 'They cannot decide this for themselves',
  },
  informed: {
    yes: 'Yes',
    later: 'Not yet, but they will be told',
    no: 'No, telling them is not safe or not possible',
  },
  basis: {
    'public-task': 'It is part of what my organisation must do by law for the public (public task)',
    'legal-obligation': 'A law says that I must (legal obligation)',
    'vital-interests': 'To save somebody’s life (vital interests)',
    'legitimate-interests': 'My organisation is a voluntary body, and this protects somebody (legitimate interests)',
    'not-sure': 'I am not sure: the coordinator must settle it before anything is shared',
  },
  // A part in one event, told by whoever asks, on the day of that event: never a word for the person.
  roles: {
    harmed: 'They were harmed',
    exploited: 'Somebody used or exploited them',
    harming: 'They harmed somebody',
    witness: 'They saw it',
    supporting: 'They helped somebody',
  },
  standing: {
    fact: 'Fact: seen or known by the referrer',
    'third party': 'Told by somebody else',
    opinion: 'What the referrer thinks',
  },
} as const

export type ChoiceName = keyof typeof choices

/** A choice in its words; nothing where there is none. */
export function wordsFor(name: ChoiceName, value: unknown): string {
  const words: Readonly<Record<string, string>> = choices[name]
  return typeof value === 'string' ? (words[value] ?? '') : ''
}

/** Bringing up a child alone, as a row of what was told. */
export const aloneWords = 'Brings up a child alone'

/** Whether a message may be left for them: where nobody said, none is. */
export function messageInWords(reachSafety: string | null, reachMessage: string | null): string {
  if (reachMessage === 'yes') return 'A message may be left'
  if (reachMessage === 'plain') return 'A message may be left that does not say what it is about'
  if (reachMessage === 'no') return 'Leave no message'
  return reachSafety === null || reachSafety === 'never' ? '' : 'Nobody said whether a message may be left: leave none'
}

/** What is asked only to see whether all are treated alike. Nobody has to answer. */
export const fairness = {
  ethnicity: [
    'Asian or Asian British: Indian',
    'Asian or Asian British: Pakistani',
    'Asian or Asian British: Bangladeshi',
    'Asian or Asian British: Chinese',
    'Asian or Asian British: any other',
    'Black or Black British: African',
    'Black or Black British: Caribbean',
    'Black or Black British: any other',
    'Mixed: White and Black Caribbean',
    'Mixed: White and Black African',
    'Mixed: White and Asian',
    'Mixed: any other',
    'White: English, Welsh, Scottish, Northern Irish or British',
    'White: Irish',
    'White: Gypsy or Irish Traveller',
    'White: Roma',
    'White: any other',
    'Other: Arab',
    'Other: any other',
  ],
  needs: ['None known', 'SEN support', 'Education, health and care plan', 'Being assessed'],
  care: ['Never in care', 'Child in need', 'Child protection plan', 'In care', 'Left care'],
} as const
