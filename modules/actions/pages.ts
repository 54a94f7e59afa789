import { colleagues } from '#modules/agencies'
import { ukDay } from '#platform/clock'
import { Conflict, NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Page, redirect, type Visit, view } from '#platform/module'
import { tellActor } from '#platform/notices'
import { calendarPage } from './clock.ts'
import { eventForms, proposalForm } from './forms.ts'
import { allowedNow, type EventName, isUnderWay } from './rules.ts'
import { type ActionShown, actionShown } from './shown.ts'
import { type ActionRow, actionById, actionsFor, addEvent, proposeAction, type View } from './store.ts'
import { kindFromPath, subjectPath } from './subjects.ts'
import { eventWords, noticeOf } from './words.ts'

const purpose = 'action'
const proposing = { purpose, path: '/actions/about/:kind/:id' } as const

export const pages: readonly Page[] = [
  { method: 'get', path: '/actions', purpose, handle: listPage },
  { ...proposing, method: 'get', handle: visit => proposalPage(visit, []) },
  { ...proposing, method: 'post', handle: propose },
  { method: 'get', path: '/actions/:id', purpose, handle: visit => actionPage(visit, undefined, []) },
  { method: 'post', path: '/actions/:id', purpose, handle: happen },
  { method: 'get', path: '/actions/:id/calendar', purpose, handle: calendarPage },
]

async function listPage({ tx, actor, now }: Visit): Promise<Answer> {
  const list = async (which: View) => {
    const rows = (await actionsFor(tx, which, actor.id)).map(row => actionShown(row, now))
    const isOpen = ({ state }: ActionShown): boolean => isUnderWay(state) || state === 'done'
    const byDay = (a: ActionShown, b: ActionShown): number => (a.due ?? '').localeCompare(b.due ?? '')
    return { open: rows.filter(isOpen).sort(byDay), finished: rows.filter(it => !isOpen(it)) }
  }
  return view('actions/views/list.njk', {
    title: 'Actions',
    lists: [
      { heading: 'For me to do', empty: 'Nothing is for you to do.', ...(await list('mine')) },
      { heading: 'I proposed', empty: 'You proposed nothing that is still open.', ...(await list('proposed')) },
      { heading: 'Of my groups', empty: 'Your groups have no open action.', ...(await list('groups')) },
    ],
  })
}

async function found({ tx, params }: Visit): Promise<ActionRow> {
  const id = params['id'] ?? ''
  const row = isUuid(id) ? await actionById(tx, id) : undefined
  if (row === undefined) throw new NotFound()
  return row
}

function allowed({ actor, who, now }: Visit, row: ActionRow): EventName[] {
  const runsGroup = who?.roles.some(role => role === 'chair' || role === 'coordinator') === true
  const standing = { isOwner: row.owner === actor.id, manages: row.proposed_by === actor.id, runsGroup }
  return allowedNow(actionShown(row, now).progress, standing)
}

async function actionPage(visit: Visit, event: EventName | undefined, errors: readonly FieldError[]): Promise<Answer> {
  const { tx, now } = visit
  const row = await found(visit)
  if (row.person !== null) await record(tx, { action: 'read', kind: 'action', subject: row.id })
  const shown = actionShown(row, now)
  return view(
    'actions/views/action.njk',
    {
      title: row.title,
      ...(row.person === null ? {} : { marking: 'OFFICIAL-SENSITIVE' }),
      back: { href: '/actions', text: 'Actions' },
      action: shown,
      aboutKind: row.about_kind,
      aboutPath: subjectPath(row.about_kind, row.about_id),
      events: row.events.map(it => ({ ...it, said: eventWords[it.event] })),
      allowed: allowed(visit, row),
      sent: event,
      next: nextStepsFrom(visit, 'action', row.id),
      answers: visit.body,
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

async function happen(visit: Visit): Promise<Answer> {
  const row = await found(visit)
  const forms = eventForms(ukDay(visit.now))
  const event = allowed(visit, row).find(it => it === visit.body['event'])
  if (event === undefined || event === 'proposed')
    throw new Conflict('This cannot be done to the action as it stands now.')
  const parsed = parseForm(forms[event], visit.body)
  if (!parsed.ok) return actionPage(visit, event, parsed.errors)
  const due = 'due' in parsed.value ? parsed.value.due : null
  await addEvent(visit.tx, row.id, { event, due, words: parsed.value.words }, visit.now)
  if (event === 'accepted' || event === 'declined' || event === 'done')
    await tellActor(visit.tx, { actor: row.proposed_by, kind: 'action answered', record: row.id }, visit.now)
  return redirect(`/actions/${row.id}`, noticeOf(event))
}

/** What the address names: a kind that has pages, and an id. */
function aboutIn({ params }: Visit): { readonly kind: string; readonly id: string } {
  const [kind, id] = [kindFromPath(params['kind']), params['id'] ?? '']
  if (kind === undefined || !isUuid(id)) throw new NotFound()
  return { kind, id }
}

async function proposalPage(visit: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const { kind, id } = aboutIn(visit)
  const data = {
    title: 'Propose an action',
    back: { href: subjectPath(kind, id), text: 'Back' },
    kind,
    colleagues: await colleagues(visit.tx),
    answers: visit.body,
    errors: formErrors(errors),
  }
  return view('actions/views/propose.njk', data, errors.length > 0 ? 422 : 200)
}

async function propose(visit: Visit): Promise<Answer> {
  const about = aboutIn(visit)
  const parsed = parseForm(proposalForm(ukDay(visit.now)), visit.body)
  if (!parsed.ok) return proposalPage(visit, parsed.errors)
  if (!(await colleagues(visit.tx)).some(({ id }) => id === parsed.value.owner))
    return proposalPage(visit, [{ field: 'owner', message: 'Choose who is to do it' }])
  const id = await proposeAction(visit.tx, { about, ...parsed.value }, visit.actor, visit.now)
  return redirect(`/actions/${id}`, 'The action was proposed. Its owner is asked to accept it.')
}
