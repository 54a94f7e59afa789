import type { Outcome } from './outcomes.ts'

/** One question that a body’s own route asks. */
export type RouteField = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  /** `words` is a box of several lines. */
  readonly kind: 'line' | 'words' | 'count' | 'choice' | 'day'
  readonly choices?: Readonly<Record<string, string>>
  /** Asked where there is time: what the body's own form holds too. It stands folded. */
  readonly ifTime?: true
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
const words = (name: string, label: string, hint: string): RouteField => ({ name, label, hint, kind: 'words' })
const ifTime = (field: RouteField): RouteField => ({ ...field, ifTime: true })
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
      line('judgement', 'What does the professional judgement rest on?', undefined, 'Needed where that is why'),
      ifTime(
        words(
          'signs',
          'Which signs of great danger are there?',
          'Such as: separation with control and violence together, strangulation, stalking, threats to kill, so-called honour, and their own fear',
        ),
      ),
      { name: 'lastOn', label: 'When was the last MARAC about the same two people? (optional)', kind: 'day' },
      { name: 'incidentOn', label: 'When was the new incident? (optional)', kind: 'day' },
      ifTime(line('feared', 'Whom do they fear?', undefined, 'As the MARAC must know it')),
      ifTime(line('children', 'Which children are affected?', undefined, 'Their names and ages, as the MARAC asks')),
      ifTime(line('safeContact', 'How can they be reached safely?', undefined, 'And when not')),
      choice(
        'agrees',
        'Do they agree to the MARAC?',
        { yes: 'Yes', no: 'No', 'not-asked': 'Not asked: asking could put them in danger' },
        'Choose whether they agree',
      ),
      line(
        'agreesWhy',
        'If they do not: why is it shared all the same?',
        undefined,
        'The law or the danger that allows it',
      ),
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
      ifTime(line('whereWhen', 'Where and when?')),
      ifTime(words('indicators', 'Which signs of it were seen?', 'What was seen or said, and by whom')),
      line('moved', 'How were they moved, taken in or kept?', undefined, 'The law asks what was done to them'),
      ifTime(line('means', 'By what means?', undefined, 'Threats, force, debt or a promise. Not asked of a child')),
      ifTime(line('children', 'Which other children are linked to it?')),
      ifTime(line('support', 'What support do they want?')),
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
