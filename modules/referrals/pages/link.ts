import { timingSafeEqual } from 'node:crypto'
import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { askForJob } from '#platform/jobs'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { secretsOf } from '#platform/secrets'
import { shortForm } from '../forms/short.ts'
import { referenceOf } from '../rules/titles.ts'
import { findLink, holdLink, type Link, openedLink, openLink, receiveByLink, sentBy } from '../store/links.ts'
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

/** The link that was opened in this browser: as it remembers for half an hour, or as its own page says for three. */
function linkIn({ flow, body, config }: Visit): string | undefined {
  const remembered = flow?.['step'] === 'asking' ? (flow['link'] ?? '') : ''
  return isUuid(remembered) ? remembered : heldIn(config, String(body['held'] ?? ''))
}

async function opened(visit: Visit): Promise<Link | undefined> {
  const id = linkIn(visit)
  return id === undefined ? undefined : openedLink(visit.tx, id, visit.now)
}

/** What the page of an opened link carries, so that it can be sent when the browser has forgotten: nobody can make it for another link. */
function heldOf(config: Visit['config'], id: string): string {
  return `${id}.${secretsOf(config).blind('opened asking link', id).toString('base64url')}`
}

function heldIn(config: Visit['config'], held: string): string | undefined {
  const [id = ''] = held.split('.')
  if (!isUuid(id)) return undefined
  const [given, right] = [Buffer.from(held), Buffer.from(heldOf(config, id))]
  return given.length === right.length && timingSafeEqual(given, right) ? id : undefined
}

async function formPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const link = await opened(visit)
  if (link === undefined) throw ended()
  const data = {
    ...shortChoices,
    title: 'Ask for help for somebody',
    marking,
    action: '/refer',
    frontDoor: await frontDoor(visit.tx),
    name: link.name,
    held: heldOf(visit.config, link.id),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('referrals/views/short.njk', data, errors.length > 0 ? 422 : 200)
}

async function send(visit: Visit): Promise<Answer> {
  const sent = await sentAlready(visit)
  if (sent !== undefined) return received(sent, typedIn(visit))
  const link = await opened(visit)
  if (link === undefined) return givenBack(visit)
  const parsed = parseForm(shortForm, visit.body)
  if (!parsed.ok) return formPage(visit, parsed.errors)
  const id = await receiveByLink(visit.tx, link, parsed.value, visit.now)
  await askForJob(visit.tx, 'referral-letter', common.purpose, {
    organisation: link.organisation,
    referral: id,
    what: 'received',
  })
  return received(id)
}

/** The id of what was sent by the link of this page before: its button was pressed twice, or the page was loaded again. */
async function sentAlready(visit: Visit): Promise<string | undefined> {
  const id = linkIn(visit)
  if (id === undefined) return undefined
  await holdLink(visit.tx, id)
  return sentBy(visit.tx, id)
}

type Typed = readonly { readonly label: string; readonly typed: string }[]

/** Says that it was received. `again` is what was typed when it had been sent before: the first is what is kept. */
function received(id: string, again: Typed = []): Answer {
  const title = again.length === 0 ? 'Thank you. It was received' : 'It was received already'
  const data = { title, reference: referenceOf(id), again, ...(again.length === 0 ? {} : { marking }) }
  return { kind: 'view', template: 'referrals/views/received.njk', data, flow: null }
}

const boxes = {
  givenName: 'Given name',
  familyName: 'Family name',
  aboutAge: 'About how old are they?',
  called: 'What to call the group, or which place',
  aboutMany: 'About how many are in the group?',
  strengths: 'What and who helps',
  ownWords: 'In their own words',
  seen: 'What you saw or know yourself (fact)',
  told: 'What somebody else told you',
  think: 'What you think it means (opinion)',
  reachHow: 'How to get in touch?',
  agreesWhy: 'Why do you ask for help all the same?',
  informedWhy: 'Why not, or when will they be told?',
} as const

function typedIn({ body }: Visit): Typed {
  return Object.entries(boxes).flatMap(([name, label]) => {
    const typed = String(body[name] ?? '').trim()
    return typed === '' ? [] : [{ label, typed }]
  })
}

/** It came too late and is kept nowhere: whoever typed it gets their own words back, to send them again. */
function givenBack(visit: Visit): Answer {
  const words = typedIn(visit)
  if (words.length === 0) throw ended()
  const data = { title: 'This link has ended. Nothing was sent', marking, words }
  return view('referrals/views/link-ended.njk', data, 410)
}
