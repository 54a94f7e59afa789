import { type ActionShown, actionsById } from '#modules/actions'
import { colleagues } from '#modules/agencies'
import { content } from '#modules/model'
import { formErrors } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, nextStepsFrom, type Visit, view } from '#platform/module'
import { heardFrom, itemState, outcomes } from '../rules/item.ts'
import { isOpen, meetingState } from '../rules/meeting.ts'
import { stepState, targetsOf } from '../rules/steps.ts'
import { type Group, sittingIn } from '../store/groups.ts'
import { type Item, itemsOf } from '../store/items.ts'
import { type Step, stepsOfItems } from '../store/steps.ts'
import { heardWords, itemStates, outcomeWords, sourceWords, standingWords, stepStates, voiceWords } from '../words.ts'
import { type Errors, itemIn, marking, statusOf } from './shared.ts'

/** Which form of the item's page was sent, so that what to put right stands beside its fields. */
export type SentForm = 'contribution' | 'decision' | 'action' | 'step'

/** One item on one screen: what is known, who has spoken, and what was decided by whom and why. */
export async function itemPage(visit: Visit, sent: SentForm | undefined, errors: Errors): Promise<Answer> {
  const { tx } = visit
  const { item, meeting, group } = await itemIn(visit)
  await record(tx, { action: 'read', kind: 'agenda item', subject: item.id })
  const items = await itemsOf(tx, meeting.id)
  return view(
    'meetings/views/item.njk',
    {
      title: item.title,
      marking,
      back: { href: `/meetings/${meeting.id}`, text: group.name },
      meeting,
      group,
      position: items.findIndex(({ id }) => id === item.id) + 1,
      count: items.length,
      ...(await knownAbout(visit, item, group)),
      open: isOpen(meetingState(meeting.events)),
      ...(group.runs ? await forRunning(visit, group) : {}),
      next: nextStepsOf(visit, item),
      sent,
      answers: visit.body,
      errors: formErrors(errors),
    },
    statusOf(errors),
  )
}

function nextStepsOf(visit: Visit, { id, kind, subject }: Item) {
  const own = nextStepsFrom(visit, 'agenda item', id)
  // What may follow from the record itself, but not putting it where it stands already.
  const ofRecord = kind === null || subject === null ? [] : nextStepsFrom(visit, kind, subject)
  return [...own, ...ofRecord.filter(({ href }) => !href.startsWith('/meetings/'))]
}

/** What the screen and the minutes show of an item. */
export async function knownAbout({ tx, now }: Visit, item: Item, group: Group) {
  const members = await sittingIn(tx, group.key)
  const steps = await stepsOfItems(tx, [item.id])
  const ids = item.decisions.flatMap(({ actions }) => actions.map(({ action }) => action))
  const actions = await actionsById(tx, ids, now)
  return shownItem(item, { members, steps, actions })
}

type Around = {
  readonly members: readonly { readonly agency: string }[]
  readonly steps: readonly Step[]
  readonly actions: readonly ActionShown[]
}

export function shownItem(item: Item, { members, steps, actions }: Around) {
  const said = item.contributions.map(it => ({
    ...it,
    standingWords: standingWords[it.standing],
    voiceWords: it.voice === 'person' ? voiceWords.person : '',
  }))
  const spoken = said.filter(({ standing }) => standing !== 'nothing')
  const answering = item.decisions.flatMap(it => it.actions)
  const risks = spoken
    .filter(({ shows }) => shows === 'risk')
    .map(risk => {
      const ids = answering.filter(({ answers }) => answers === risk.id).map(({ action }) => action)
      return { ...risk, actions: actions.filter(({ id }) => ids.includes(id)) }
    })
  return {
    item: { ...item, from: sourceWords[item.source], stateWords: itemStates[itemState(item.decisions)] },
    strengths: spoken.filter(({ shows }) => shows === 'strength'),
    risks,
    facts: spoken.filter(({ shows, standing }) => shows === 'neither' && standing === 'fact'),
    opinions: spoken.filter(({ shows, standing }) => shows === 'neither' && standing === 'opinion'),
    heard: heardFrom(
      members.map(({ agency }) => agency),
      item.contributions,
    ).map(it => ({ ...it, words: heardWords[it.heard] })),
    decisions: item.decisions.map(it => decisionShown(it, actions, steps)),
  }
}

function decisionShown(it: Item['decisions'][number], actions: readonly ActionShown[], steps: readonly Step[]) {
  const ids = it.actions.map(({ action }) => action)
  return {
    ...it,
    outcomeWords: outcomeWords[it.outcome],
    actions: actions.filter(({ id }) => ids.includes(id)),
    unseen: ids.length - actions.filter(({ id }) => ids.includes(id)).length,
    steps: steps
      .filter(({ decision }) => decision === it.id)
      .map(step => ({ ...step, stateWords: stepStates[stepState(step.answer ?? undefined)] })),
  }
}

async function forRunning({ tx }: Visit, group: Group) {
  return {
    outcomes: outcomes.map(value => ({ value, text: outcomeWords[value] })),
    colleagues: await colleagues(tx),
    targets: targetsOf(group.key, await content(tx, 'escalationRules'), await content(tx, 'groups')),
  }
}
