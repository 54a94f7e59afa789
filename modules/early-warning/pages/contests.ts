// Whoever may read an entry may say that it is wrong or unfair; the governance lead or an analyst answers.
import { NotAllowed, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid, isUuid } from '#platform/ids'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { contestAnswerForm, contestForm } from '../forms.ts'
import { addContest, answerContest, type Contest, contestById, contestPage } from '../store/contests.ts'
import { askedById, entryById } from '../store/watchlist.ts'

const purpose = 'oversight'
export const answerers = ['governance', 'analyst'] as const

export const contestPages: readonly Page[] = [
  { method: 'get', path: '/watchlist/contests', purpose, handle: list },
  { method: 'get', path: '/watchlist/contests/new/:kind/:id', purpose, handle: visit => ask(visit) },
  { method: 'post', path: '/watchlist/contests/new/:kind/:id', purpose, handle: keep },
  { method: 'get', path: '/watchlist/contests/:id', purpose, handle: visit => show(visit) },
  { method: 'post', path: '/watchlist/contests/:id', purpose, roles: answerers, handle: answer },
]

const mayAnswer = ({ who }: Visit): boolean => answerers.some(role => who?.roles.includes(role))

async function list({ tx, query }: Visit): Promise<Answer> {
  const before = asUuid(query['before'])
  const contests = await contestPage(tx, before)
  const next = contests.length === 30 ? contests.at(-1)?.id : undefined
  return view('early-warning/views/contests.njk', { title: 'Contested entries', contests, next })
}

type Contested = { readonly entry: string; readonly title: string; readonly back: string }

/** The entry that is contested, in neutral words: from the watchlist itself, or from what a group was asked. */
async function contested({ tx, params }: Visit): Promise<Contested> {
  const { kind = '', id = '' } = params
  if (!isUuid(id)) throw new NotFound()
  if (kind === 'asked') {
    const asked = await askedById(tx, id)
    if (asked === undefined) throw new NotFound()
    return { entry: asked.entry, title: asked.title, back: `/watchlist/asked/${id}` }
  }
  const entry = kind === 'entry' ? await entryById(tx, id) : undefined
  if (entry === undefined) throw new NotFound()
  const title = entry.kind === 'place' ? `Place ${entry.areaCode}` : 'A conflict'
  return { entry: id, title, back: `/watchlist/entries/${id}` }
}

async function ask(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const about = await contested(visit)
  const answers = errors.length > 0 ? visit.body : {}
  return view(
    'early-warning/views/contest-new.njk',
    {
      title: 'Contest this entry',
      about,
      back: { href: about.back, text: 'Back' },
      answers,
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

async function keep(visit: Visit): Promise<Answer> {
  const about = await contested(visit)
  const parsed = parseForm(contestForm, visit.body)
  if (!parsed.ok) return ask(visit, parsed.errors)
  const id = await addContest(visit.tx, { ...about, why: parsed.value.why }, visit.actor.id, visit.now)
  return redirect(`/watchlist/contests/${id}`, 'Thank you. The governance lead and the analyst have it.')
}

async function found({ tx, params }: Visit): Promise<Contest> {
  const id = params['id'] ?? ''
  const contest = isUuid(id) ? await contestById(tx, id) : undefined
  if (contest === undefined) throw new NotFound()
  return contest
}

async function show(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const contest = await found(visit)
  const data = {
    title: contest.title,
    back: { href: '/watchlist/contests', text: 'Contested entries' },
    contest,
    readable: (await entryById(visit.tx, contest.entry)) !== undefined,
    mayAnswer: mayAnswer(visit) && contest.answer === null && !contest.own,
    answers: errors.length > 0 ? visit.body : {},
    errors: formErrors(errors),
  }
  return view('early-warning/views/contest.njk', data, errors.length > 0 ? 422 : 200)
}

async function answer(visit: Visit): Promise<Answer> {
  const contest = await found(visit)
  if (contest.own) throw new NotAllowed('Somebody else answers what you contested.')
  if (contest.answer !== null) throw new NotAllowed('It has been answered already.')
  const parsed = parseForm(contestAnswerForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const it = { contest: contest.id, upheld: parsed.value.upheld === 'yes', answer: parsed.value.answer }
  await answerContest(visit.tx, it, visit.actor.id, visit.now)
  return redirect(`/watchlist/contests/${contest.id}`, 'The answer is kept. Whoever asked can read it.')
}
