// What partner support gives to those who collect from every module: to the service that gives it, and to the partner's own request.

import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, PersonalDataSection, Task } from '#platform/module'
import { longDate } from '#platform/views'
import { choiceWords, concernsWaiting, partnerEventWords, supportReference } from '../rules/partner.ts'
import { newsOf, newsWaiting, supportOf, supportPage } from '../store/partner.ts'

/** Safety concerns that nobody has acted on, and what was sent beside which nobody is supported yet. No task names anyone. */
export async function partnerTasks(tx: Transaction, who: Identity): Promise<Task[]> {
  if (!who.roles.includes('practitioner')) return []
  const tasks: Task[] = (await newsWaiting(tx)).map(({ at, what }) => ({
    text:
      what === 'concern'
        ? 'Act on a safety concern that a programme sent'
        : 'A programme asks you to offer somebody support',
    href: '/partner-support',
    due: ukDay(at),
  }))
  for (const it of await supportPage(tx, undefined)) {
    const [oldest] = concernsWaiting(await newsOf(tx, it.about), it.events).toReversed()
    if (oldest === undefined) continue
    const text = `Act on a safety concern: ${supportReference(it.id)}`
    tasks.push({ text, href: `/partner-support/${it.id}`, due: ukDay(oldest.at) })
  }
  return tasks
}

/** What is held about somebody's own support. Nothing of the person on the programme: that is theirs. */
export async function partnerData(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  return (await supportOf(tx, person)).flatMap(it => {
    const heading = supportReference(it.id)
    const chose = it.choices.map(each => ({
      When: longDate(each.answered_on),
      'What you chose': choiceWords[each.answer],
      'Your words': each.own_words || `None: ${each.no_words_why}`,
      'How you were asked': each.how,
    }))
    const events = it.events.map(each => ({
      When: longDate(each.on_day),
      What: partnerEventWords[each.event],
      'In words': each.words,
    }))
    const withhold = 'Whoever harmed them may see this paper. Ask how they can be given it safely.'
    return [
      { heading: `${heading}: support for you`, rows: [{ 'Opened on': longDate(it.opened_on) }, ...chose], withhold },
      ...(events.length > 0 ? [{ heading: `${heading}: what was done`, rows: events, withhold }] : []),
    ]
  })
}
