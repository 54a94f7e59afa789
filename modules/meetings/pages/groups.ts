import { groupAudience } from '#modules/agencies'
import { content } from '#modules/model'
import { ukDay } from '#platform/clock'
import { boxesOf } from '#platform/days'
import { formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { tellAudience } from '#platform/notices'
import { meetingForm, seriesForm } from '../forms.ts'
import { placeWaiting, planned } from '../placing.ts'
import { nextDay } from '../rules/meeting.ts'
import { type Group, myGroups, setSeries, sittingIn } from '../store/groups.ts'
import { type Meeting, meetings, meetingsOfGroup, planMeeting } from '../store/meetings.ts'
import { waitingFor } from '../store/steps.ts'
import { type Errors, groupIn, meetingShown, mustRun, purpose, statusOf } from './shared.ts'

const at = '/meetings/groups/:key'

export const groupPages: readonly Page[] = [
  { method: 'get', path: '/meetings', purpose, handle: listPage },
  { method: 'get', path: at, purpose, handle: visit => groupPage(visit, []) },
  { method: 'post', path: `${at}/rhythm`, purpose, handle: saveRhythm },
  { method: 'get', path: `${at}/plan`, purpose, handle: visit => planPage(visit, []) },
  { method: 'post', path: `${at}/plan`, purpose, handle: plan },
]

async function listPage({ tx, who, now }: Visit): Promise<Answer> {
  const [groups, all] = [await myGroups(tx), await meetings(tx)]
  const today = ukDay(now)
  const waiting = await waitingFor(
    tx,
    groups.map(({ key }) => key),
  )
  const seats = who?.roles.includes('administrator') === true ? await content(tx, 'groups') : []
  return view('meetings/views/list.njk', {
    title: 'Meetings',
    groups: groups.map(group => ({
      ...group,
      next: planned(
        all.filter(({ group_key }) => group_key === group.key),
        today,
      )[0],
      waiting: waiting.filter(({ to_group }) => to_group === group.key),
    })),
    seats,
  })
}

async function groupPage(visit: Visit, errors: Errors): Promise<Answer> {
  const group = await groupIn(visit)
  const list = (await meetingsOfGroup(visit.tx, group.key)).map(meetingShown)
  return view(
    'meetings/views/group.njk',
    {
      title: group.name,
      back: { href: '/meetings', text: 'Meetings' },
      group,
      meetings: list,
      members: await sittingIn(visit.tx, group.key),
      waiting: await waitingFor(visit.tx, [group.key]),
      answers: { everyDays: group.everyDays ?? '', place: group.place, ...visit.body },
      errors: formErrors(errors),
    },
    statusOf(errors),
  )
}

async function saveRhythm(visit: Visit): Promise<Answer> {
  const group = await groupIn(visit)
  mustRun(group)
  const parsed = parseForm(seriesForm, visit.body)
  if (!parsed.ok) return groupPage(visit, parsed.errors)
  await setSeries(visit.tx, group.key, parsed.value, ukDay(visit.now), visit.now)
  return redirect(`/meetings/groups/${group.key}`, 'How often the group meets was kept.')
}

async function planPage(visit: Visit, errors: Errors): Promise<Answer> {
  const { tx, now } = visit
  const group = await groupIn(visit)
  mustRun(group)
  const earlier = (await meetingsOfGroup(tx, group.key)).map(meetingShown).filter(({ state }) => state !== 'cancelled')
  const data = {
    title: `Plan a meeting of the ${group.name}`,
    back: { href: `/meetings/groups/${group.key}`, text: group.name },
    group,
    members: await sittingIn(tx, group.key),
    button: 'Plan the meeting',
    answers: { ...suggested(group, earlier, ukDay(now)), ...visit.body },
    errors: formErrors(errors),
  }
  return view('meetings/views/plan.njk', data, statusOf(errors))
}

/** The day that the rhythm gives, and the rest as it was last time. */
function suggested(group: Group, earlier: readonly Meeting[], today: string): Readonly<Record<string, unknown>> {
  const [last] = earlier
  const day = nextDay(last?.on_day, group.everyDays, today)
  return {
    ...(day === undefined ? {} : boxesOf('on', day)),
    time: last?.at_time ?? '',
    place: last?.place ?? group.place,
    online: last?.online === true ? 'yes' : '',
    chair: last?.chair ?? '',
  }
}

async function plan(visit: Visit): Promise<Answer> {
  const { tx, now } = visit
  const group = await groupIn(visit)
  mustRun(group)
  const parsed = parseForm(meetingForm(ukDay(now)), visit.body)
  if (!parsed.ok) return planPage(visit, parsed.errors)
  if (!(await sittingIn(tx, group.key)).some(({ id }) => id === parsed.value.chair))
    return planPage(visit, [{ field: 'chair', message: 'Choose who chairs it' }])
  const id = await planMeeting(tx, group.key, parsed.value, now)
  await tellAudience(tx, { audience: groupAudience(group.key), kind: 'meeting planned', record: id }, now)
  const placed = await placeWaiting(tx, { id, group_key: group.key }, now)
  const also =
    placed === 0
      ? ''
      : placed === 1
        ? ' 1 matter that waited is on its agenda.'
        : ` ${placed} matters that waited are on its agenda.`
  return redirect(`/meetings/${id}`, `The meeting was planned.${also}`)
}
