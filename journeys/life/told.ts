// A life made of many, as the strategy tells one: nobody's own, under an invented name. From before birth to 21 and over, with
// dates as people know them.
import type { Child } from '../spine/story.ts'

/** A date as somebody knows it: a year, a month of a year, or an age; with `about` where nobody knows exactly. */
export type Known = {
  readonly age?: number
  /** Years after the year of birth; one before it is -1. */
  readonly year?: number
  readonly month?: number
  readonly about?: true
}

export type Happened = {
  readonly lane: 'determining' | 'trigger' | 'escalating' | 'strength'
  readonly what: string
  readonly from: Known
  /** When it ended. Left out: it happened once. `still`: it goes on. */
  readonly until?: Known | 'still'
  readonly account: 'person' | 'carer' | 'worker' | 'agency'
  readonly moment?: 'met' | 'missed'
  readonly words?: string
}

const about = (age: number): Known => ({ age, about: true })

export const determining: readonly Happened[] = [
  {
    lane: 'determining',
    what: 'Mother young, unwell and alone',
    from: { year: -1, month: 9, about: true },
    until: { year: 0, month: 4 },
    account: 'carer',
  },
  { lane: 'determining', what: 'Violence at home', from: about(0), until: about(4), account: 'agency' },
  { lane: 'determining', what: 'Drugs and alcohol at home', from: about(0), until: about(9), account: 'carer' },
  { lane: 'determining', what: 'Cold, hungry, moved on', from: about(1), until: about(5), account: 'person' },
  {
    lane: 'determining',
    what: 'Taken from home at night',
    from: { age: 4 },
    account: 'agency',
    moment: 'met',
    words: 'They were safe that night. Nobody asked his grandmother for a year.',
  },
]

export const triggers: readonly Happened[] = [
  { lane: 'trigger', what: 'Bullied for his clothes', from: about(6), until: about(8), account: 'person' },
  {
    lane: 'trigger',
    what: 'His grandmother died',
    from: { age: 9 },
    account: 'person',
    moment: 'missed',
    words: 'Nobody at school knew.',
  },
  {
    lane: 'trigger',
    what: 'Robbed on the way to school',
    from: { year: 11, month: 10 },
    account: 'person',
    moment: 'missed',
    words: 'It was reported twice, and nothing came of it.',
  },
  { lane: 'trigger', what: 'Mother had cancer', from: about(14), until: { age: 16 }, account: 'carer' },
  { lane: 'trigger', what: 'Heard what his sister had lived through', from: about(15), account: 'person' },
  {
    lane: 'trigger',
    what: 'Turned 18: his worker had to stop',
    from: { year: 18, month: 4 },
    account: 'person',
    moment: 'missed',
    words: 'She was the one he spoke to.',
  },
]

export const escalating: readonly Happened[] = [
  {
    lane: 'escalating',
    what: 'Sent home from school for fighting',
    from: { age: 7 },
    account: 'agency',
    moment: 'missed',
    words: 'He was called a fighter, and stopped drawing.',
  },
  {
    lane: 'escalating',
    what: 'A bike, and a debt to older boys',
    from: about(12),
    until: about(18),
    account: 'person',
  },
  { lane: 'escalating', what: 'Led an attack in the street', from: { age: 15 }, account: 'agency' },
  { lane: 'escalating', what: 'Sold drugs and ran phones', from: { age: 16 }, until: { age: 20 }, account: 'person' },
  {
    lane: 'escalating',
    what: 'Stabbed, and in hospital',
    from: { year: 16, month: 7 },
    account: 'agency',
    moment: 'missed',
    words: 'He went home the next morning with a leaflet.',
  },
  { lane: 'escalating', what: 'Slept on sofas and in a car', from: { age: 18 }, until: { age: 20 }, account: 'person' },
  {
    lane: 'escalating',
    what: 'Arrested, then two years in custody',
    from: { year: 20, month: 6 },
    until: { year: 22, month: 8 },
    account: 'agency',
    moment: 'met',
    words: 'A probation worker came back until he talked.',
  },
  { lane: 'escalating', what: 'Lost his night job', from: { age: 23 }, account: 'person' },
]

export const strengths: readonly Happened[] = [
  {
    lane: 'strength',
    what: 'Safe with his grandmother and sister',
    from: { age: 0 },
    until: { age: 9 },
    account: 'person',
  },
  { lane: 'strength', what: 'Praised for his art', from: { age: 5 }, until: about(7), account: 'person' },
  { lane: 'strength', what: 'Looks out for his brother', from: about(11), until: 'still', account: 'person' },
  { lane: 'strength', what: 'Passed maths and English', from: { year: 16, month: 8 }, account: 'agency' },
  {
    lane: 'strength',
    what: 'One worker who stayed',
    from: { age: 17 },
    until: { year: 18, month: 4 },
    account: 'person',
  },
  { lane: 'strength', what: 'His son', from: about(20), until: 'still', account: 'person' },
  { lane: 'strength', what: 'Training as a painter', from: { age: 23 }, until: 'still', account: 'worker' },
]

/** Everything that is entered of the life: what hurt, what held, and the moments when somebody could have been reached. */
export const events: readonly Happened[] = [...determining, ...triggers, ...escalating, ...strengths]

/** A grown man of 24 or 25 in the year of the walk. */
export function grown(given: string, family: string): Child {
  return { given, family, day: '3', month: '4', year: String(new Date().getFullYear() - 25) }
}

type Found = readonly [factor: string, evidence: string, source: string]

export type Context = {
  readonly context: string
  readonly weight: 'most' | 'much' | 'less'
  readonly why: string
  readonly their?: string
  readonly found: readonly Found[]
}

const himself = 'Told me himself'

/** The five parts of his life as they matter now, each with its reason. */
export const contexts: readonly Context[] = [
  {
    context: 'individual',
    weight: 'much',
    why: 'What he lived through still wakes him, and he thinks before he acts far more than he did.',
    found: [
      ['prot.ind.low_impulse', 'Walked away from two arguments on site this autumn', 'His foreman, with his yes'],
      ['risk.ind.maltreatment', 'Speaks of the cold and of being hit as a small child', himself],
      ['risk.ind.exposure_violence', 'Hurt three times; saw a friend nearly die', himself],
    ],
  },
  {
    context: 'family',
    weight: 'most',
    why: 'His son is why he wants a different life, and his sister is why the two still know each other.',
    their: 'He is five. I am not having him look for me in the street.',
    found: [
      ['prot.fam.bonds', 'His sister brings the boy every Sunday', himself],
      ['risk.fam.bereavement', 'Does not speak of his grandmother; keeps her scarf', himself],
      [
        'risk.fam.dv',
        'His father was violent to his mother until he was about four',
        'The old record of children’s services',
      ],
    ],
  },
  {
    context: 'peer',
    weight: 'most',
    why: 'Some of his friends have moved on. The others know where he lives, and leaving them is not safe yet.',
    their: 'You cannot just walk away.',
    found: [
      ['prot.peer.conventional', 'Eats with two others of the course', 'His tutor'],
      ['risk.peer.commitment', 'Answers the phone of two old friends at any hour', himself],
    ],
  },
  {
    context: 'school',
    weight: 'much',
    why: 'College is the first place since his art lessons where somebody says that he is good at something.',
    found: [
      ['prot.sch.recognition', 'Best finish of his group at painting and decorating', 'His tutor'],
      ['prot.sch.aspiration', 'Wants his own van by the time his son is seven', himself],
    ],
  },
  {
    context: 'community',
    weight: 'less',
    why: 'One steady worker and a firm that knows are there; the street where he lives still holds old debts.',
    found: [
      ['prot.com.individuals', 'The same probation worker since custody', 'The probation worker'],
      ['prot.com.employment', 'The building firm keeps his place', 'The firm, with his yes'],
      ['risk.com.drugs', 'Is offered something on most Fridays', himself],
    ],
  },
]

export type Said = {
  readonly voice: 'person' | 'worker' | 'carer'
  readonly whose?: string
  readonly answers: Readonly<Record<string, readonly [words: string, step: string]>>
}

/** The five dynamics in three voices: his own, the worker's, and his mother's. */
export const voices: readonly Said[] = [
  {
    voice: 'person',
    answers: {
      moral: ['I do not take kids along any more.', '4'],
      social: ['You see us on the news and nowhere else.', '2'],
      emotional: ['I go quiet before I blow. Painting stops it.', '3'],
      cognitive: ['I count who gets hurt now.', '4'],
      cultural: ['My gran’s Sundays. I want them for my boy.', '4'],
    },
  },
  {
    voice: 'worker',
    answers: {
      moral: ['He sent a younger boy home, and told nobody.', '4'],
      emotional: ['He still goes cold when he is afraid.', '2'],
      cognitive: ['He asks what will happen before he says yes.', '4'],
    },
  },
  {
    voice: 'carer',
    whose: 'Mother',
    answers: {
      emotional: ['He was a soft little boy. I see it with his son.', '4'],
      cultural: ['My mother held us all together.', '3'],
    },
  },
]

/** The plan: two goals in his words, and what this kind of help asks for beside them. */
export const plan = {
  goal1: 'I want my son to know where I am on a Sunday.',
  steps1: 'He and his sister fix each Sunday with the boy\nRachel goes along when he asks',
  goal2: 'I want out, and nobody hurt for it.',
  steps2: 'He says to two old friends what he does and what he does not\nThe firm keeps his place while he moves',
  'pp.exit.1': 'Two people would come about an old debt. He, his sister and Rachel know who.',
  'pp.exit.2': 'His sister’s sofa; then the hostel that probation rings, at any hour.',
  'pp.exit.3': 'He stays in the county for Sundays, and moves to another town by spring.',
  'pp.exit.4': 'The mediation service, once he says yes to the day.',
} as const

/** What each step of the plan builds on, or answers. */
export const stepsAbout = [
  'Strength: Close and steady family ties',
  'Strength: At least one person who is there for them',
  'Risk: Feels bound to friends who break the law',
  'Strength: Help to find and keep work',
] as const
