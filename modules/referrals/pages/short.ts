import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { shortForm } from '../forms/short.ts'
import { urgencies } from '../rules/clocks.ts'
import { choices } from '../rules/words.ts'
import { addReferral } from '../store/referrals.ts'
import { frontDoor } from './front-door.ts'
import { originFor } from './origin.ts'
import { makers, marking, purpose } from './shared.ts'

const common = { purpose, roles: makers, path: '/referrals/short' }

/** The short form of those who are signed in: for a safe and well visitor, and whoever has a minute. */
export const shortPages: readonly Page[] = [
  { ...common, method: 'get', handle: async visit => show(visit, []) },
  { ...common, method: 'post', handle: send },
]

const items = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

/** What the short form offers to choose from. */
export const shortChoices = {
  abouts: items(choices.about),
  urgencies: Object.entries(urgencies).map(([value, { words }]) => ({ value, text: words })),
  safeties: items(choices.reachSafety),
  agreements: items(choices.agrees),
  informeds: items(choices.informed),
}

async function show(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const data = {
    ...shortChoices,
    title: 'Ask for help: the short form',
    marking,
    back: { href: '/referrals/new', text: 'Ask for help for somebody' },
    action: '/referrals/short',
    frontDoor: await frontDoor(visit.tx),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('referrals/views/short.njk', data, errors.length > 0 ? 422 : 200)
}

async function send(visit: Visit): Promise<Answer> {
  const parsed = parseForm(shortForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { origin, told } = await originFor(visit, parsed.value)
  const id = await addReferral(visit.tx, told, origin, visit.actor.id, visit.now)
  return redirect(`/referrals/${id}`, 'Thank you. The coordinator has your referral.')
}
