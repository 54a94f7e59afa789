// The transparency record, the answers to ALGO-CARE and the model card: words of ours around figures of the run registry.

import { alarmAfter } from './audit.ts'
import type { About } from './canonical.ts'
import { type MethodName, methodWords } from './methods.ts'
import { poorInARow, proof, type Skill } from './skill.ts'
import type { Trial } from './trial.ts'
import { rhythms } from './unit.ts'
import { lateDays } from './window.ts'
import { few, skillWords } from './words.ts'

export type Field = { readonly name: string; readonly text: string }
export type Section = { readonly heading: string; readonly fields: readonly Field[] }
export type Paper = { readonly title: string; readonly intro: string; readonly sections: readonly Section[] }

/** What the registry knows. Without a sealed prediction the figures are left out, and the papers say so. */
export type Registry = {
  readonly partnership: string
  readonly demonstration: boolean
  readonly latest: { readonly about: About; readonly trial: Trial; readonly sealedOn: string } | undefined
  readonly skill: Skill
  readonly totals: string | undefined
  readonly withdrawn: readonly { readonly model: MethodName; readonly reason: string }[]
  /** Whether the impact assessments stand, in sentences. */
  readonly assessments: string
}

const local = 'To be filled in by the partnership'
const field = (name: string, text: string): Field => ({ name, text })

/** The fields of the Algorithmic Transparency Recording Standard (version 3), tiers 1 and 2. */
export function transparencyRecord(registry: Registry): Paper {
  return {
    title: 'Algorithmic transparency record',
    intro: `${intro(registry)} The fields follow the Algorithmic Transparency Recording Standard. What only the partnership knows is marked.`,
    sections: [
      {
        heading: 'Tier 1: summary',
        fields: [
          field('Name', 'Fortnight watchlist (early warning)'),
          field(
            'Description',
            'Every fortnight it names about ten small areas, and conflicts between groups, where signs of serious violence may come next, with how sure it is, so that people can ask early what would help. It is about places and conflicts, never about a person or a school.',
          ),
          field('Website', '/early-warning/register'),
          field('Contact', local),
        ],
      },
      { heading: 'Tier 2: owner and responsibility', fields: ownerFields(registry) },
      { heading: 'Tier 2: description and rationale', fields: rationaleFields() },
      { heading: 'Tier 2: deployment context', fields: contextFields() },
      { heading: 'Tier 2: specification', fields: modelFields(registry) },
      { heading: 'Tier 2: data', fields: dataFields(registry) },
      { heading: 'Tier 2: risks, mitigations and impact assessments', fields: riskFields(registry) },
    ],
  }
}

const intro = ({ partnership, demonstration, latest }: Registry): string =>
  [
    `Made by the program for ${partnership} from its register of runs.`,
    latest === undefined
      ? 'Nothing has been sealed yet, so it holds no figure.'
      : `Newest sealed prediction: ${latest.sealedOn}.`,
    ...(demonstration ? ['This is a demonstration on synthetic data.'] : []),
  ].join(' ')

const ownerFields = ({ partnership }: Registry): Field[] => [
  field('Organisation', partnership),
  field('Team', local),
  field('Senior responsible owner', local),
  field(
    'External supplier',
    `None is needed: open software, run by the partnership. ${local}, if it is hosted by somebody`,
  ),
]

const rationaleFields = (): Field[] => [
  field(
    'Detailed description',
    'Dated reports of tension and incidents that somebody reported are counted by small area and fortnight. Several ways of foretelling, most of them simple, are tried on the past; the best makes the list. Where only published monthly figures exist, it works by month.',
  ),
  field(
    'Scope',
    'An item for the agenda of a group of people. Never a tasking order, never a decision about a person.',
  ),
  field(
    'Benefit',
    'Help is offered earlier, where it is needed. Whether it does better than the long-run rate is measured and published.',
  ),
  field('Previous process', 'Reports and incidents were read by hand; the busiest places of the last weeks stood out.'),
  field(
    'Alternatives considered',
    'The long-run rate by place and season, the same places as last year, the busiest places of the last four weeks. All are kept, tried each time, and used where they do better.',
  ),
]

const contextFields = (): Field[] => [
  field(
    'Integration',
    'The analyst works the list out; a person decides on each entry: agenda, accept or dismiss, with a reason.',
  ),
  field(
    'Information provided',
    'Chance with range, usual rate, the reports that moved it, how the last lists did, and why it may be wrong.',
  ),
  field('Frequency and scale', 'Once a fortnight; about ten entries.'),
  field(
    'Human decisions and review',
    'Nothing follows without a person. Every dismissal is kept and held against what came after.',
  ),
  field('Required training', local),
  field('Appeals', 'Whoever may read an entry can contest it; the governance lead or an analyst answers in writing.'),
]

function modelFields({ latest, skill, totals, withdrawn }: Registry): Field[] {
  if (latest === undefined) return [field('Performance', 'Not known: nothing has been sealed yet.')]
  const { about, trial } = latest
  const { many } = rhythms[about.unit]
  const own = trial.methods.find(({ name }) => name === about.shown)
  return [
    field('Model that makes the list', `${methodWords[about.shown]} (${about.shown})`),
    field('Version', `code ${about.code.slice(0, 16)}, seed ${about.seed}`),
    field('Task', about.definition),
    field('Input', 'Time, place (small area) and kind of each report. Nothing about any person.'),
    field('Output', `For each small area the chance of one sign or more, ${about.opens} to ${about.closes}.`),
    field(
      'Architecture',
      `Tried against each other: ${trial.methods.map(({ name }) => methodWords[name]).join('; ')}.`,
    ),
    field('Performance, sealed', `${skillWords(skill, about.unit)} ${totals ?? ''}`.trim()),
    field(
      'Performance, on the past',
      own === undefined || trial.windows === 0
        ? 'Too little past to try it on.'
        : `Over ${trial.windows} ${many}: of ten listed, ${few(own.hits)} had a sign; of any ten, ${few(trial.anyTen)}; it said ${few(own.said)}. ${trial.methods.map(it => `${it.name}: log score ${it.logScore.toFixed(2)}, of ten ${few(it.hits)}`).join('; ')}.`,
    ),
    field(
      'Phase and maintenance',
      `In use. A model withdraws itself after ${poorInARow} poor windows in a row. Withdrawn so far: ${withdrawn.length === 0 ? 'none' : withdrawn.map(({ model, reason }) => `${model}. ${reason}`).join(' ')}`,
    ),
  ]
}

const dataFields = ({ latest }: Registry): Field[] => [
  field('Source', 'Reports of tension by partners; dated incidents of partners; or what the police publish by month.'),
  field(
    'Quantity',
    latest === undefined
      ? 'Not known yet.'
      : `${latest.trial.signs} signs, ${latest.about.from} to ${latest.about.until}.`,
  ),
  field('Modality', 'Counts by small area and time.'),
  field(
    'Sensitive attributes',
    'None is read. Flags are held against deprivation and the number of young residents afterwards.',
  ),
  field(
    'Completeness and representativeness',
    'Only what somebody reports. Much violence is never reported, and trust differs from place to place: quiet on the list is not quiet in life.',
  ),
  field(
    'Left out',
    'What police found by looking, stops and searches, drug offences, what only intelligence says, incidents at home. Weapon carrying and exclusions are off unless an equality assessment allows them.',
  ),
  field('Cleaning', 'Copies are looked for; a withdrawn report counts no more.'),
  field(
    'Access and storage',
    'In the partnership’s own database. Who may read what is at /access for those who sign in.',
  ),
]

const riskFields = ({ assessments, latest }: Registry): Field[] => [
  field('Impact assessments', assessments),
  field(
    'Risk: it makes itself true',
    'What police find by looking is not learned from; a simulation checks this with each list.',
  ),
  field(
    'Risk: a place becomes a label',
    `Lists are not public. A place on ${alarmAfter} lists in a row raises an alarm for people to ask why.`,
  ),
  field(
    'Risk: it is believed too much',
    'Its record stands first on its page; below proof it says “no better than base rate”.',
  ),
  field(
    'Risk: it leaks or cheats',
    (latest?.trial.guards ?? []).map(({ name, held }) => `${name}: ${held ? 'held' : 'gave way'}`).join('; ') ||
      'Not known yet.',
  ),
]

/** Advisory, Lawful, Granularity, Ownership, Challengeable, Accuracy, Responsible, Explainable (Oswald and others 2018). */
export function algoCare(registry: Registry): Paper {
  const { latest, skill } = registry
  const answer = (heading: string, question: string, text: string): Section => ({
    heading,
    fields: [field(question, text)],
  })
  return {
    title: 'Answers to ALGO-CARE',
    intro: intro(registry),
    sections: [
      answer(
        'Advisory',
        'Is it advice, with a person deciding?',
        'Yes. It is an agenda item; a person accepts, dismisses or asks a group, always with a reason that is kept.',
      ),
      answer(
        'Lawful',
        'On what ground?',
        `The serious violence duty (Police, Crime, Sentencing and Courts Act 2022) to work together on areas and causes. ${registry.assessments}`,
      ),
      answer(
        'Granularity',
        'How fine is it?',
        'A small area of about 1,500 residents and a fortnight. Of a group of fewer than five people, or of unknown size, nothing is computed.',
      ),
      answer(
        'Ownership',
        'Who can look inside?',
        'Anybody. The program is open; the digest of its code stands with each sealed prediction.',
      ),
      answer(
        'Challengeable',
        'Can it be challenged?',
        'Yes: a button on each entry, and a public register with all that is needed to check old predictions.',
      ),
      answer(
        'Accuracy',
        'How right is it?',
        latest === undefined
          ? 'Not known yet.'
          : `${skillWords(skill, latest.about.unit)} ${registry.totals ?? ''}`.trim(),
      ),
      answer(
        'Responsible',
        'Who answers for it?',
        `${local}: a named owner. Assessments are approved by somebody who did not write them.`,
      ),
      answer(
        'Explainable',
        'Can it say why?',
        'Each entry names the reports that moved it, how much the long-run rate alone would bring, and what would lower it.',
      ),
    ],
  }
}

/** One page for those who want to know the model itself. */
export function modelCard(registry: Registry): Paper {
  return {
    title: 'Model card',
    intro: intro(registry),
    sections: [
      { heading: 'What it is', fields: modelFields(registry) },
      { heading: 'Data', fields: dataFields(registry) },
      {
        heading: 'How it is judged',
        fields: [
          field(
            'Sealing',
            `Every prediction is sealed before its window opens and scored once, ${lateDays} days after it closes.`,
          ),
          field(
            'Proof',
            `Evidence of ${proof} against the long-run rate by place and season: wrong at most once in ${proof} models, however often one looks.`,
          ),
          field(
            'Guard rails',
            (registry.latest?.trial.guards ?? []).map(({ found }) => found).join(' ') || 'Not known yet.',
          ),
        ],
      },
      {
        heading: 'Not for',
        fields: [
          field(
            'Never',
            'Scores or lists of people, schools or addresses; orders to police a place; proof that somebody did something; savings.',
          ),
          field(
            'Known limits',
            'It sees only what is reported. Clusters raise its false alarms. It does not say why, who, or what will work.',
          ),
        ],
      },
    ],
  }
}

/** A paper as Markdown. */
export function asMarkdown({ title, intro: first, sections }: Paper): string {
  const parts = sections.map(({ heading, fields }) =>
    [`## ${heading}`, ...fields.map(({ name, text }) => `**${name}.** ${text}`)].join('\n\n'),
  )
  return `${[`# ${title}`, first, ...parts].join('\n\n')}\n`
}
