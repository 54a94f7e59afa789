import { peerGroupById, personById } from '#modules/people'
import { ukDay } from '#platform/clock'
import { Conflict, Invalid } from '#platform/errors'
import { isUuid } from '#platform/ids'
import { type Journey, journeyPages, type Step } from '#platform/journey'
import { type Answer, type Page, redirect, type Visit } from '#platform/module'
import { bornOf, type QuestionKey, questions, type ReferralAnswers, wholeReferral } from '../forms/asking.ts'
import { urgencies } from '../rules/clocks.ts'
import { isMoment, moments } from '../rules/moments.ts'
import { aloneWords, choices, fairness, messageInWords } from '../rules/words.ts'
import { addReferral, amendReferral, loadReferral } from '../store/referrals.ts'
import { holdReferrals, statesOf } from '../store/work.ts'
import { answersOf } from './answers.ts'
import { frontDoor } from './front-door.ts'
import { originFor } from './origin.ts'
import { areaNames, kindNames, kindsInWords, makers, marking, purpose } from './shared.ts'

type Answers = Readonly<Record<string, unknown>>

const titles: Readonly<Record<QuestionKey, string>> = {
  about: 'Whom or what is this about?',
  who: 'Who are they?',
  group: 'Which group of friends?',
  place: 'Which place?',
  strengths: 'What is going well?',
  words: 'What do they say themselves?',
  concern: 'What happened, or what worries you?',
  kinds: 'What kind of violence is it about?',
  moment: 'Has something happened that could open a door?',
  urgency: 'How soon is help needed?',
  reach: 'How can somebody get in touch safely?',
  agrees: 'Do they agree to get help?',
  informed: 'Do they know that you tell us?',
  basis: 'Why does the law let you tell us?',
  fairness: 'Are all treated alike?',
}

const items = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }))
const wordsOf = (it: Readonly<Record<string, { words: string }>>) =>
  Object.entries(it).map(([value, { words }]) => ({ value, text: words }))

/** What a question shows beside its boxes. */
const data: Partial<Record<QuestionKey, Step['data']>> = {
  group: areaChoices,
  place: areaChoices,
  kinds: async visit => ({
    kinds: [...(await kindNames(visit))].map(([value, text]) => ({ value, text })),
  }),
  words: async () => ({ noWords: items(choices.noWords) }),
  moment: async () => ({ moments: wordsOf(moments), roles: items(choices.roles) }),
  urgency: async () => ({ urgencies: wordsOf(urgencies) }),
  who: async () => ({ loneParents: items(choices.loneParent) }),
  reach: async () => ({ safeties: items(choices.reachSafety), messages: items(choices.reachMessage) }),
  agrees: async () => ({ items: items(choices.agrees) }),
  informed: async () => ({ items: items(choices.informed) }),
  basis: async () => ({ items: items(choices.basis) }),
  fairness: async () => ({ fairness }),
}

async function areaChoices(visit: Visit): Promise<Answers> {
  return { areas: [...(await areaNames(visit))].map(([value, text]) => ({ value, text })) }
}

const everyQuestion = Object.keys(questions) as QuestionKey[]
const steps = everyQuestion.map((path): Step => {
  const question = questions[path]
  const shown = data[path]
  return {
    path,
    title: titles[path],
    template: `referrals/views/ask-${path}.njk`,
    form: question.form,
    ...('when' in question ? { when: question.when } : {}),
    ...(shown === undefined ? {} : { data: shown }),
  }
})

export const referralJourney: Journey<ReferralAnswers> = {
  name: 'referral',
  path: '/referrals/new',
  purpose,
  roles: makers,
  marking,
  start: {
    title: 'Ask for help for somebody',
    template: 'referrals/views/ask-start.njk',
    data: async ({ tx, query }) => ({
      person: query['person'],
      peerGroup: query['peerGroup'],
      frontDoor: await frontDoor(tx),
      marking,
    }),
  },
  begins,
  steps,
  whole: wholeReferral,
  check: { title: 'Check what you tell us', button: 'Send the referral' },
  summary,
  complete,
  answersOf: async ({ tx, actor }, id) => {
    const it = await loadReferral(tx, id)
    if (it === undefined || it.made_by !== actor.id || !(await mayAdd(tx, id))) return undefined
    const answers = await answersOf(tx, it)
    return answers === undefined ? undefined : { ...answers, addsTo: id }
  },
}

export const journeyOfReferral: readonly Page[] = journeyPages(referralJourney)

/** A referral that starts at a record begins with what that record says. */
async function begins({ tx, body }: Visit): Promise<Answers> {
  const [person, group] = [String(body['person'] ?? ''), String(body['peerGroup'] ?? '')]
  if (isUuid(group)) {
    return (await peerGroupById(tx, group)) === undefined ? {} : { about: 'peer group', peerGroup: group }
  }
  const found = isUuid(person) ? await personById(tx, person) : undefined
  if (found === undefined) return {}
  const [year, month, day] = found.born?.split('-') ?? []
  return {
    about: 'person',
    person,
    givenName: found.given_name,
    familyName: found.family_name,
    'born-year': year ?? '',
    'born-month': found.born_precision === 'year' ? '' : (month ?? ''),
    'born-day': found.born_precision === 'day' ? (day ?? '') : '',
  }
}

async function summary(visit: Visit, answers: Answers) {
  const names = await kindNames(visit)
  const said = (key: string): string => String(answers[key] ?? '')
  const row = (key: string, value: string, step: QuestionKey) => ({ key, value: value || 'Not said', step })
  const kinds = Array.isArray(answers['kinds']) ? answers['kinds'].map(String) : []
  const about = row('About', inWords('about', said('about')) + (await groupName(visit, said('peerGroup'))), 'about')
  const rows = [
    said('addsTo') === '' ? about : staysSo(about),
    row('Who', [said('givenName'), said('familyName'), said('knownAs')].filter(Boolean).join(' '), 'who'),
    row(
      'Born',
      [said('born-day'), said('born-month'), said('born-year')].filter(Boolean).join(' ') || age(said('aboutAge')),
      'who',
    ),
    ...(said('loneParent') === '' ? [] : [row(aloneWords, inWords('loneParent', said('loneParent')), 'who')]),
    row('The group', [said('groupName'), said('groupShares')].filter(Boolean).join('. '), 'group'),
    row('The place', said('place'), 'place'),
    row('What is going well', said('strengths'), 'strengths'),
    row('What they say', said('ownWords') || inWords('noWords', said('noWords')), 'words'),
    row('What you saw or know', said('seen'), 'concern'),
    row('What somebody told you', said('told'), 'concern'),
    row('What you think', said('think'), 'concern'),
    row('Kind of violence', kindsInWords(kinds, names), 'kinds'),
    row('What happened', momentInWords(said('moment')), 'moment'),
    row('Their part in it', rolesInWords(answers['momentRoles']), 'moment'),
    row('How soon', urgencyInWords(said('urgency')), 'urgency'),
    row(
      'Getting in touch',
      [inWords('reachSafety', said('reachSafety')), said('reachHow'), messageInWords(null, said('reachMessage'))]
        .filter(Boolean)
        .join('. '),
      'reach',
    ),
    row('They agree to get help', inWords('agrees', said('agrees')), 'agrees'),
    row('They know', inWords('informed', said('informed')), 'informed'),
    row('Why the law lets you', inWords('basis', said('basis')), 'basis'),
    row('Equal treatment', fairnessInWords(answers), 'fairness'),
  ]
  return rows.filter(({ step }) => step === undefined || isAsked(step, answers))
}

/** What was sent stays about whom it was: its record, its group and its questions hang on that. */
const staysSo = ({ key, value }: { readonly key: string; readonly value: string }) => ({
  key,
  value: `${value}. This stays so. Is it about somebody or something else? Then ask for help anew`,
  step: undefined,
})

/** The group that a referral starts from is not asked for again, so it is named here. */
async function groupName({ tx }: Visit, group: string): Promise<string> {
  const known = isUuid(group) ? await peerGroupById(tx, group) : undefined
  return known === undefined ? '' : `: ${known.name}`
}

const isAsked = (step: QuestionKey, answers: Answers): boolean => {
  const question = questions[step]
  return !('when' in question) || question.when(answers)
}
const age = (years: string): string => (years === '' ? '' : `About ${years} years old`)
const rolesInWords = (roles: unknown): string =>
  Array.isArray(roles) ? roles.map(role => inWords('roles', String(role))).join('. ') : ''
const momentInWords = (key: string): string => (isMoment(key) ? moments[key].words : '')
const urgencyInWords = (key: string): string => wordsOf(urgencies).find(({ value }) => value === key)?.text ?? ''
const fairnessInWords = (it: Answers): string =>
  ['ethnicity', 'needs', 'care'].some(key => (it[key] ?? '') !== '') ? 'Answered, kept apart' : 'Not asked'

function inWords(name: keyof typeof choices, key: string): string {
  const words: Readonly<Record<string, string>> = choices[name]
  return words[key] ?? ''
}

async function complete(visit: Visit, answers: ReferralAnswers, amends: string | undefined): Promise<Answer> {
  const { tx, actor, now } = visit
  await mustMakeSense(visit, answers)
  if (amends !== undefined) return addTo(visit, answers, amends)
  const { origin, told } = await originFor(visit, answers)
  const id = await addReferral(tx, told, origin, actor.id, now)
  return redirect(`/referrals/${id}`, 'Thank you. The coordinator has your referral.')
}

async function addTo(visit: Visit, answers: ReferralAnswers, id: string): Promise<Answer> {
  const { tx, actor, now } = visit
  await holdReferrals(tx, [id])
  const it = await loadReferral(tx, id)
  if (it === undefined || it.made_by !== actor.id || !(await mayAdd(tx, id)))
    throw new Conflict('It no longer waits for you: somebody has decided about it. Tell the coordinator what is new.')
  if (it.about !== answers.about)
    throw new Invalid(
      `What you sent is about ${choices.about[it.about].toLowerCase()}, and stays so. Go back, choose that again and send it; then ask for help anew for what else you told.`,
    )
  const { origin, told } = await originFor(visit, answers)
  if (it.told_person !== null && origin.person === null)
    throw new Invalid(
      'It began at the record of another name or date of birth. Withdraw it, and ask for help for this person anew.',
    )
  await amendReferral(tx, id, told, actor.id, now)
  return redirect(`/referrals/${id}`, 'Thank you. The coordinator has what you added.')
}

/** Whoever asked reads a part of what happened: whether more may be added follows from how it stands, and not from that part. */
async function mayAdd(tx: Visit['tx'], id: string): Promise<boolean> {
  return (await statesOf(tx, [id])).get(id) === 'returned'
}

async function mustMakeSense(visit: Visit, answers: ReferralAnswers): Promise<void> {
  const parts = { 'born-day': '', 'born-month': '', 'born-year': '', ...answers }
  const born = bornOf({
    'born-day': parts['born-day'] ?? '',
    'born-month': parts['born-month'] ?? '',
    'born-year': parts['born-year'] ?? '',
  })?.born
  if (born != null && born > ukDay(visit.now))
    throw new Invalid('The date of birth is in the future. Go back and put it right.')
  const names = await kindNames(visit)
  if (answers.kinds.some(kind => kind !== 'not-sure' && !names.has(kind)))
    throw new Invalid('A kind of violence is not on the list. Go back and choose again.')
  const area = answers.area ?? ''
  if (area !== '' && !(await areaNames(visit)).has(area))
    throw new Invalid('The area is not on the list. Go back and choose again.')
}
