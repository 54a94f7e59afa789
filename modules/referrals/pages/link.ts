import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { askForJob } from '#platform/jobs'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { shortForm } from '../forms/short.ts'
import { referenceOf } from '../rules/titles.ts'
import { findLink, type Link, openedLink, openLink, receiveByLink } from '../store/links.ts'
import { frontDoor } from './front-door.ts'
import { marking } from './shared.ts'
import { shortChoices } from './short.ts'

const common = { as: 'sign-in', purpose: 'referral-by-link' } as const

/** How an organisation without an account asks for help: by a link that was sent to it and that works once. */
export const linkPages: readonly Page[] = [
  { ...common, method: 'get', path: '/refer/:token', handle: linkPage },
  { ...common, method: 'post', path: '/refer/:token', handle: open },
  { ...common, method: 'get', path: '/refer', handle: visit => formPage(visit, []) },
  { ...common, method: 'post', path: '/refer', handle: send },
]

const ended = (): NotFound =>
  new NotFound(
    'This link has ended: it works once, for a day. In danger, ring 999. Ask the partnership for a new link.',
  )

// Looking at the link opens nothing: programs that scan e-mail look at every link, and only people press the button.
async function linkPage(visit: Visit): Promise<Answer> {
  const link = await found(visit)
  return view('referrals/views/link.njk', {
    title: 'Ask for help for somebody',
    name: link.name,
    frontDoor: await frontDoor(visit.tx),
    token: visit.params['token'],
  })
}

async function found({ tx, params, now }: Visit): Promise<Link> {
  const link = await findLink(tx, params['token'] ?? '', now)
  if (link === undefined) throw ended()
  return link
}

async function open(visit: Visit): Promise<Answer> {
  const link = await found(visit)
  if (!(await openLink(visit.tx, link, visit.now))) throw ended()
  return { kind: 'redirect', to: '/refer', flow: { step: 'asking', link: link.id } }
}

/** The link that was opened in this browser, within the last half hour. */
async function opened({ tx, flow }: Visit): Promise<Link> {
  const id = flow?.['step'] === 'asking' ? (flow['link'] ?? '') : ''
  const link = isUuid(id) ? await openedLink(tx, id) : undefined
  if (link === undefined) throw ended()
  return link
}

async function formPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const link = await opened(visit)
  const data = {
    ...shortChoices,
    title: 'Ask for help for somebody',
    marking,
    action: '/refer',
    frontDoor: await frontDoor(visit.tx),
    name: link.name,
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('referrals/views/short.njk', data, errors.length > 0 ? 422 : 200)
}

async function send(visit: Visit): Promise<Answer> {
  const link = await opened(visit)
  const parsed = parseForm(shortForm, visit.body)
  if (!parsed.ok) return formPage(visit, parsed.errors)
  const id = await receiveByLink(visit.tx, link, parsed.value, visit.now)
  await askForJob(visit.tx, 'referral-letter', common.purpose, {
    organisation: link.organisation,
    referral: id,
    what: 'received',
  })
  const data = { title: 'Thank you. It was received', reference: referenceOf(id) }
  return { kind: 'view', template: 'referrals/views/received.njk', data, flow: null }
}
