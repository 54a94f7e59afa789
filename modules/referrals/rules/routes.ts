import { isOutcome, type Outcome, outcomes } from './outcomes.ts'
import { decisionsIn, inOrder, type ReferralEvent } from './states.ts'

/** One question that a body’s own route asks. */
export type RouteField = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly kind: 'line' | 'count' | 'choice' | 'day'
  readonly choices?: Readonly<Record<string, string>>
  /** What to say where it is left empty; without it the question may be left out. */
  readonly needed?: string
}

export type Route = {
  /** Who is told, in a sentence that begins "Tell ...". */
  readonly body: string
  readonly fields: readonly RouteField[]
  /** What can come back. */
  readonly answers: Readonly<Record<string, string>>
  /** Answers after which another is still to come. */
  readonly goesOn?: readonly string[]
  readonly hint: string
}

const line = (name: string, label: string, needed?: string, hint?: string): RouteField => ({
  name,
  label,
  kind: 'line',
  ...(needed === undefined ? {} : { needed }),
  ...(hint === undefined ? {} : { hint }),
})
const choice = (
  name: string,
  label: string,
  choices: Readonly<Record<string, string>>,
  needed?: string,
): RouteField => ({ name, label, kind: 'choice', choices, ...(needed === undefined ? {} : { needed }) })

const yesOrNo = { yes: 'Yes', no: 'No', 'not-known': 'Not known' } as const
const exploitation = {
  criminal: 'Made to carry, sell or hide for others',
  sexual: 'Sexual exploitation',
  labour: 'Forced work',
  servitude: 'Forced work in a home',
  other: 'Something else',
} as const
const whom = line('toldWhom', 'Whom did you tell?', 'Say whom you told', 'Their role and team')

/**
 * Where the law has a process of its own. Each route asks only what its body asks first; the body’s own form holds the rest.
 * The platform writes down and reminds: it sends nothing. Sources: Working Together 2023, Care Act 2014 section 42, the SafeLives
 * definition of a repeat, the Home Office guidance for first responders, Channel and MAPPA guidance. The clocks are data.
 */
export const routes = {
  'child-protection': {
    body: 'children’s social care',
    hint: 'Ring now. A child who may be harmed does not wait for a form or a group.',
    fields: [
      whom,
      choice('harm', 'What is feared most?', {
        physical: 'Hurt by violence',
        exploited: 'Exploited by somebody',
        sexual: 'Sexual abuse',
        emotional: 'Emotional harm, such as living with violence',
        neglect: 'Neglect',
      }),
      choice(
        'parents',
        'Do the parents or carers know that you told?',
        {
          yes: 'Yes',
          unsafe: 'No: telling them could put the child in danger',
          no: 'No, for another reason',
        },
        'Choose whether the parents or carers know',
      ),
    ],
    answers: {
      strategy: 'A strategy discussion or an enquiry under section 47',
      assessment: 'An assessment as a child in need',
      'early-help': 'Early help',
      nothing: 'Nothing more from them',
    },
  },
  'adult-safeguarding': {
    body: 'adult safeguarding',
    hint: 'In immediate danger, ring 999 first.',
    fields: [
      whom,
      choice('needs', 'Does the adult need care and support?', yesOrNo, 'Choose whether they need care and support'),
      choice('unable', 'Do those needs keep them from protecting themselves?', yesOrNo),
      line('wishes', 'What does the adult want to happen?', 'Say what the adult wants, or that nobody could ask'),
    ],
    answers: {
      enquiry: 'An enquiry under section 42',
      other: 'Another kind of enquiry',
      nothing: 'Nothing more from them',
    },
  },
  marac: {
    body: 'the MARAC coordinator',
    hint: 'A further incident between the same two people within 12 months of the last time is a repeat, and any agency may see it.',
    fields: [
      whom,
      choice(
        'ground',
        'Why is the risk high?',
        {
          score: '14 or more answers of yes on the checklist',
          judgement: 'Professional judgement',
          escalation: 'It gets worse or happens more often',
          repeat: 'A repeat: the same two people within 12 months',
        },
        'Choose why the risk is high',
      ),
      { name: 'score', label: 'Answers of yes on the checklist (optional)', kind: 'count' },
      { name: 'lastOn', label: 'When was the last MARAC about the same two people? (optional)', kind: 'day' },
      { name: 'incidentOn', label: 'When was the new incident? (optional)', kind: 'day' },
      choice('idva', 'Was an independent advisor offered?', yesOrNo, 'Choose whether an advisor was offered'),
    ],
    answers: { heard: 'It was heard, and actions were agreed', 'not-heard': 'It will not be heard' },
  },
  mace: {
    body: 'the MACE coordinator',
    hint: 'Children’s social care must know as well.',
    fields: [whom, choice('exploitation', 'What kind of exploitation?', exploitation, 'Choose what kind')],
    answers: { plan: 'It was heard, and a plan was agreed', 'not-heard': 'It will not be heard' },
  },
  nrm: {
    body: 'a first responder',
    hint: 'Only a first responder can report it. A child is always reported, and nobody’s consent is needed; ring children’s social care first. An adult who does not agree is not named: the duty to notify remains.',
    fields: [
      line('responder', 'Which first responder reports it?', 'Name the organisation that reports it'),
      choice(
        'age',
        'Is it a child or an adult?',
        { child: 'A child, or they could be', adult: 'An adult' },
        'Choose whether it is a child or an adult',
      ),
      choice('adultAgrees', 'Does the adult agree to be named?', yesOrNo),
      choice('exploitation', 'What kind of exploitation?', exploitation, 'Choose what kind'),
    ],
    answers: {
      'grounds-yes': 'Reasonable grounds: yes',
      'grounds-no': 'Reasonable grounds: no',
      'conclusive-yes': 'Conclusive grounds: yes',
      'conclusive-no': 'Conclusive grounds: no',
      notified: 'Notified without a name',
    },
    goesOn: ['grounds-yes'],
  },
  channel: {
    body: 'the Prevent team',
    hint: 'Channel is voluntary. For a child, a parent or carer agrees.',
    fields: [
      whom,
      choice(
        'voluntary',
        'Do they agree to Channel?',
        { yes: 'Yes', parent: 'Yes, a parent or carer agrees', 'not-asked': 'Not asked yet', no: 'No' },
        'Choose whether they agree',
      ),
    ],
    answers: {
      adopted: 'Channel took it on',
      signposted: 'Not taken on, and pointed to other help',
      nothing: 'Nothing more from them',
    },
  },
  mappa: {
    body: 'the MAPPA coordinator',
    hint: 'For a person whom the law already places under these arrangements.',
    fields: [
      whom,
      choice(
        'category',
        'Which category?',
        { one: 'Category 1', two: 'Category 2', three: 'Category 3', four: 'Category 4' },
        'Choose a category',
      ),
      choice('level', 'Which level is asked for?', { one: 'Level 1', two: 'Level 2', three: 'Level 3' }),
    ],
    answers: { managed: 'They lead', 'not-eligible': 'It does not fall under MAPPA' },
  },
  'early-help': {
    body: 'early help',
    hint: 'Early help is voluntary: the family agrees.',
    fields: [whom],
    answers: { taken: 'They took it on', declined: 'They did not take it on' },
  },
  'single-agency': {
    body: 'the agency that helps',
    hint: 'Name the team, so that somebody can ask how it went.',
    fields: [whom],
    answers: { taken: 'They took it on', declined: 'They did not take it on' },
  },
  'out-of-area': {
    body: 'the other area',
    hint: 'It stays yours until they say yes. If they say no, it waits to be sorted again.',
    fields: [line('area', 'Which area?', 'Name the area'), whom],
    answers: { accepted: 'They accept it', refused: 'They do not accept it' },
  },
} as const satisfies Readonly<Partial<Record<Outcome, Route>>>

export type RouteKey = keyof typeof routes
export const everyRoute = Object.keys(routes) as [RouteKey, ...RouteKey[]]

export function isRoute(what: string): what is RouteKey {
  return Object.hasOwn(routes, what)
}

/** A route with nothing left out: for reading what only some routes have. */
export function routeOf(key: RouteKey): Route {
  return routes[key]
}

/**
 * How many working days: until the body is told, until an answer is asked for, and after an answer with another to come, until
 * that one is asked for.
 */
export type RouteClock = {
  readonly route: RouteKey
  readonly tell_days: number
  readonly answer_days: number
  readonly later_days: number
}

/** Until told and until asked (platform mapping, apart from children’s social care and the NRM); a coordinator changes it. */
const firstDays: readonly Omit<RouteClock, 'later_days'>[] = [
  // Working Together 2023: a social worker decides within one working day.
  { route: 'child-protection', tell_days: 0, answer_days: 1 },
  { route: 'adult-safeguarding', tell_days: 0, answer_days: 5 },
  { route: 'marac', tell_days: 1, answer_days: 15 },
  { route: 'mace', tell_days: 1, answer_days: 15 },
  // The Home Office aims at five working days for reasonable grounds.
  { route: 'nrm', tell_days: 0, answer_days: 5 },
  { route: 'channel', tell_days: 1, answer_days: 10 },
  { route: 'mappa', tell_days: 1, answer_days: 20 },
  { route: 'early-help', tell_days: 2, answer_days: 10 },
  { route: 'single-agency', tell_days: 2, answer_days: 10 },
  { route: 'out-of-area', tell_days: 1, answer_days: 3 },
]

/**
 * What a partnership begins with. After reasonable grounds the law gives 30 days to recover before conclusive grounds are decided
 * (Nationality and Borders Act 2022 section 61), and most take longer: so it is asked for after 30 working days, and not every week.
 */
export const firstRouteClocks: readonly RouteClock[] = firstDays.map(it => ({ ...it, later_days: 30 }))

export type Standing = 'to be told' | 'waiting for an answer' | 'answered' | 'not told'

export type OpenRoute = {
  readonly route: RouteKey
  readonly standing: Standing
  /** When its present clock began: the decision, or the day on which the body was told. */
  readonly began: Date
  readonly answer: string | undefined
}

/** How each route stands that was decided on, the newest decision of each; an answer may be followed by another. */
export function routesOf(events: readonly ReferralEvent[]): OpenRoute[] {
  const decided = new Map(decisionsIn(events).map(({ event, outcome }) => [outcome, event] as const))
  return [...decided].flatMap(([outcome, event]) => (isRoute(outcome) ? [standingOf(outcome, event, events)] : []))
}

function standingOf(route: RouteKey, decision: ReferralEvent, events: readonly ReferralEvent[]): OpenRoute {
  const since = inOrder(events)
  const later = since
    .slice(since.findIndex(({ id }) => id === decision.id))
    .filter(({ what, event }) => what === route && (event === 'told' || event === 'came back' || event === 'not told'))
  const told = later.find(({ event }) => event === 'told')
  const instead = later.find(({ event }) => event === 'not told')
  const back = later.findLast(({ event }) => event === 'came back')
  const answer = back?.reason ?? undefined
  if (told === undefined && instead !== undefined)
    return { route, standing: 'not told', began: instead.at, answer: undefined }
  if (told === undefined) return { route, standing: 'to be told', began: decision.at, answer: undefined }
  const goesOn = answer === undefined || (routeOf(route).goesOn ?? []).includes(answer)
  return { route, standing: goesOn ? 'waiting for an answer' : 'answered', began: back?.at ?? told.at, answer }
}

/** What a route’s body is called in the list of outcomes. */
export function routeWords(route: RouteKey): string {
  return isOutcome(route) ? outcomes[route].words : route
}
