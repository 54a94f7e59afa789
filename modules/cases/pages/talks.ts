import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid } from '#platform/ids'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { talkForm } from '../forms/talks.ts'
import { choicesOf } from '../rules/groups.ts'
import { ageBands, placeKinds, talkEnds, talkOffers, talkTopics } from '../rules/talks.ts'
import { addTalk, countTalk, ownTalks, talkPageLength } from '../store/talks.ts'
import { groupRoles } from './groups.ts'
import { marking, todayIn, todayOf, workRoles } from './shared.ts'

const talking = { purpose: 'talk', roles: workRoles } as const

export const talkPages: readonly Page[] = [
  { purpose: 'talk', roles: groupRoles, method: 'get', path: '/help-without-a-name', handle: hub },
  { ...talking, method: 'get', path: '/talks', handle: list },
  { ...talking, method: 'get', path: '/talks/new', handle: visit => newPage(visit, []) },
  { ...talking, method: 'post', path: '/talks/new', handle: keep },
]

async function hub({ who }: Visit): Promise<Answer> {
  const works = workRoles.some(role => who?.roles.includes(role) === true)
  return view('cases/views/nameless.njk', { title: 'Help without a name', marking, works })
}

async function list({ tx, query }: Visit): Promise<Answer> {
  const found = await ownTalks(tx, asUuid(query['before']))
  return view('cases/views/talks.njk', {
    title: 'My talks without a name',
    marking,
    back: { href: '/help-without-a-name', text: 'Help without a name' },
    list: found.slice(0, talkPageLength),
    older: found.length > talkPageLength ? found[talkPageLength - 1]?.id : undefined,
  })
}

async function newPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const data = {
    title: 'Record a talk without a name',
    marking,
    back: { href: '/talks', text: 'My talks without a name' },
    places: choicesOf(placeKinds),
    ages: choicesOf(ageBands),
    topics: choicesOf(talkTopics),
    offers: choicesOf(talkOffers),
    talkEnds,
    answers: errors.length > 0 ? visit.body : todayIn(visit, 'on'),
    errors: formErrors(errors),
  }
  return view('cases/views/talk-new.njk', data, errors.length > 0 ? 422 : 200)
}

/** From a yes on, help is a referral in the person's own name. Nothing there comes from the talk, and nothing here leads to it. */
async function keep(visit: Visit): Promise<Answer> {
  const { tx } = visit
  const parsed = parseForm(talkForm(todayOf(visit)), visit.body)
  if (!parsed.ok) return newPage(visit, parsed.errors)
  await addTalk(tx, parsed.value.talk)
  await countTalk(tx, parsed.value.agreed, todayOf(visit))
  if (!parsed.value.agreed) return redirect('/talks', 'The talk is written down without a name.')
  return redirect(
    '/referrals/new',
    'The talk is written down without a name. Now ask for help with them, as they agreed.',
  )
}
