import { may } from '#platform/access'
import { ukDay } from '#platform/clock'
import { Invalid, NotFound } from '#platform/errors'
import { type Journey, journeyPages, type Step } from '#platform/journey'
import { createDraft } from '#platform/journey/drafts'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { ask } from '../disclose.ts'
import {
  aboutForm,
  circumstancesForm,
  fromForm,
  informationForm,
  linkForm,
  necessityForm,
  purposeForm,
  type QuestionAnswers,
  quotedForm,
  toForm,
  wholeQuestion,
} from '../forms/asking.ts'
import { lawOfSharing } from '../law.ts'
import { questionsThatMatter } from '../rules/questions.ts'
import type { Disclosure, Question } from '../store/disclosures.ts'
import { ownParty, parties } from '../store/parties.ts'
import { marking } from '../words.ts'
import { foundDisclosure } from './disclosures.ts'

type Answers = Readonly<Record<string, unknown>>

const purpose = 'disclosure'
const views = 'sharing/views/ask'
const path = '/disclosures/new'

/** Those who may ask about sharing, and decide. A board member and an administrator never see a record about a person. */
export const sharers = [
  'referrer',
  'practitioner',
  'coordinator',
  'chair',
  'intelligence-lead',
  'police-analyst',
  'analyst',
  'governance',
] as const

const steps: readonly Step[] = [
  {
    path: 'information',
    title: 'What kinds of information is it?',
    template: `${views}-information.njk`,
    form: informationForm,
    data: async () => ({ marking, items: [...lawOfSharing().classes.values()].map(choice) }),
  },
  {
    path: 'about',
    title: 'Who is it about?',
    template: `${views}-about.njk`,
    form: aboutForm,
    data: async () => ({ marking }),
    when: namesSomeone,
  },
  { path: 'from', title: 'What are you acting as?', template: `${views}-from.njk`, form: fromForm, data: senders },
  { path: 'to', title: 'Who would receive it?', template: `${views}-to.njk`, form: toForm, data: receivers },
  {
    path: 'purpose',
    title: 'Why would you share it?',
    template: `${views}-purpose.njk`,
    form: purposeForm,
    data: async () => ({ marking, items: [...lawOfSharing().purposes.values()].map(choice) }),
  },
  {
    path: 'circumstances',
    title: 'Which of these are true?',
    template: `${views}-circumstances.njk`,
    form: circumstancesForm,
    data: async (visit, answers) => ({ marking, items: questions(visit, answers) }),
  },
  {
    path: 'necessity',
    title: 'Why is it needed?',
    template: `${views}-necessity.njk`,
    form: necessityForm,
    data: async () => ({ marking }),
  },
  {
    path: 'law',
    title: 'Which law did you have in mind?',
    template: `${views}-law.njk`,
    form: quotedForm,
    data: async () => ({
      marking,
      items: [...lawOfSharing().gateways.values()].map(({ id, name }) => ({ value: id, text: name })),
    }),
  },
]

const journey: Journey<QuestionAnswers> = {
  name: 'disclosure',
  path,
  purpose,
  roles: sharers,
  start: { title: 'Ask before you share', template: `${views}-start.njk` },
  steps,
  whole: wholeQuestion,
  check: { title: 'Check your answers', button: 'See what the law says' },
  summary,
  complete: async ({ tx, actor, now }, answers) => {
    const kept = await ask(tx, questionOf(answers), { actor: actor.id, at: now })
    if (!kept.kept) throw new Invalid(kept.problems.map(({ message }) => message).join(' '))
    return redirect(`/disclosures/${kept.id}`)
  },
}

/** The journey, whose first page also takes the record that the question is about from the link that led to it. */
export const askingPages: readonly Page[] = [
  { method: 'get', path, purpose, roles: sharers, handle: startPage },
  { method: 'post', path, purpose, roles: sharers, handle: begin },
  { method: 'post', path: '/disclosures/:id/again', purpose, roles: sharers, handle: again },
  ...journeyPages(journey).filter(page => page.path !== path && !page.path.includes('/amend/')),
]

async function startPage({ query }: Visit): Promise<Answer> {
  const { subject, kind } = linkForm.parse(query)
  return view(journey.start.template, { title: journey.start.title, path, back: '/disclosures', subject, kind })
}

async function begin({ tx, body }: Visit): Promise<Answer> {
  const { subject, kind } = linkForm.parse(body)
  const answers = subject === undefined ? {} : { subject, subjectKind: kind }
  return redirect(`${path}/${await createDraft(tx, journey.name, answers, undefined)}/information`)
}

/** A question never changes, so that what the law was asked stays: its answers begin a new one, each with a link to change it. */
async function again(visit: Visit): Promise<Answer> {
  const it = await foundDisclosure(visit)
  if (it.decision !== null || !(await may(visit.tx, 'write', it.id))) throw new NotFound()
  const draft = await createDraft(visit.tx, journey.name, answersOf(it), undefined)
  return redirect(`${path}/${draft}/check`)
}

function answersOf(it: Disclosure): Answers {
  const { information, purpose: why, circumstances, necessity, proportionality } = it
  return {
    ...(it.subject === null ? {} : { subject: it.subject, subjectKind: it.subject_kind }),
    ...(it.subject_label === '' ? {} : { label: it.subject_label }),
    from: it.from_function,
    to: `${it.to_agency}:${it.to_function}`,
    quoted: it.quoted_gateway ?? '',
    ...{ information, purpose: why, circumstances, necessity, proportionality },
  }
}

function choice({ id, label }: { readonly id: string; readonly label: string }) {
  return { value: id, text: capital(label) }
}

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

function namesSomeone(answers: Answers): boolean {
  const { classes } = lawOfSharing()
  return listOf(answers, 'information').some(id => classes.get(id)?.personal !== false)
}

const listOf = (answers: Answers, name: string): string[] => {
  const list = answers[name]
  return Array.isArray(list) ? list.map(String) : []
}
const wordOf = (answers: Answers, name: string): string => String(answers[name] ?? '')

async function senders({ tx }: Visit): Promise<Answers> {
  const own = await ownParty(tx)
  return { marking, agency: own?.name, items: (own?.functions ?? []).map(choice) }
}

async function receivers({ tx }: Visit): Promise<Answers> {
  const items = (await parties(tx)).flatMap(({ id, name, functions }) =>
    functions.map(it => ({ value: `${id}:${it.id}`, text: `${name}, as ${it.label}` })),
  )
  return { marking, items }
}

function questions({ now }: Visit, answers: Answers) {
  const [, to = ''] = wordOf(answers, 'to').split(':')
  const proposal = {
    from: wordOf(answers, 'from'),
    to,
    information: listOf(answers, 'information'),
    purpose: wordOf(answers, 'purpose'),
    circumstances: listOf(answers, 'circumstances'),
  }
  return questionsThatMatter(proposal, lawOfSharing(), ukDay(now)).map(({ id, question }) => ({
    value: id,
    text: question,
  }))
}

function questionOf(it: QuestionAnswers): Question {
  const [toAgency = '', toFunction = ''] = it.to.split(':')
  const { information, purpose: why, circumstances, necessity, proportionality } = it
  const about = it.subject === undefined ? {} : { subject: { kind: it.subjectKind ?? 'person', id: it.subject } }
  return {
    fromFunction: it.from,
    toAgency,
    toFunction,
    information,
    purpose: why,
    circumstances,
    necessity,
    proportionality,
    subjectLabel: namesSomeone({ information }) ? it.label : '',
    ...about,
    ...(it.quoted === '' ? {} : { quotedGateway: it.quoted }),
  }
}

async function summary({ tx }: Visit, answers: Answers) {
  const law = lawOfSharing()
  const [agency = '', to = ''] = wordOf(answers, 'to').split(':')
  const receiver = (await parties(tx)).find(({ id }) => id === agency)
  const information = listOf(answers, 'information')
    .map(id => capital(law.classes.get(id)?.label ?? id))
    .join('; ')
  const trueHere = listOf(answers, 'circumstances')
    .map(id => law.circumstances.get(id)?.question ?? id)
    .join(' ')
  return [
    { key: 'Kinds of information', value: information, step: 'information' },
    ...(namesSomeone(answers) ? [{ key: 'About', value: wordOf(answers, 'label'), step: 'about' }] : []),
    { key: 'You act as', value: capital(law.functions.get(wordOf(answers, 'from'))?.label ?? ''), step: 'from' },
    { key: 'Would receive it', value: `${receiver?.name ?? ''}, as ${law.functions.get(to)?.label ?? ''}`, step: 'to' },
    { key: 'Why', value: `To ${law.purposes.get(wordOf(answers, 'purpose'))?.label ?? ''}`, step: 'purpose' },
    { key: 'True here', value: trueHere || 'None of these', step: 'circumstances' },
    { key: 'Why it is needed', value: wordOf(answers, 'necessity'), step: 'necessity' },
    { key: 'Why less would not do', value: wordOf(answers, 'proportionality'), step: 'necessity' },
    {
      key: 'Law you had in mind',
      value: law.gateways.get(wordOf(answers, 'quoted'))?.name ?? 'None',
      step: 'law',
    },
  ]
}
