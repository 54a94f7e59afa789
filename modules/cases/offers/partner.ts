// What partner support gives to those who collect from every module: to the service that gives it, and to the partner's own request.

import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, PersonalDataSection, Task } from '#platform/module'
import { longDate } from '#platform/views'
import { choiceWords, partnerEventWords, supportReference } from '../rules/partner.ts'
import { concernsBeside, newsWaiting, supportOf } from '../store/partner.ts'

/** Safety concerns that nobody has acted on, and requests that nobody has answered. No task names anyone. */
export async function partnerTasks(tx: Transaction, who: Identity): Promise<Task[]> {
  if (!who.roles.includes('practitioner')) return []
  const sent = (await newsWaiting(tx)).map(({ id, at, what }) => ({
    text:
      what === 'concern'
        ? 'Act on a safety concern that a programme sent'
        : 'A programme asks you to offer somebody support',
    href: `/partner-support/new?sent=${id}`,
    due: ukDay(at),
  }))
  const beside = (await concernsBeside(tx)).map(({ support, oldest }) => ({
    text: `Act on a safety concern: ${supportReference(support)}`,
    href: `/partner-support/${support}`,
    due: ukDay(oldest),
  }))
  return [...beside, ...sent]
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
    const withhold =
      'Whoever harmed them may see this paper. Ask how they can be given it safely. What a programme told of them stands with the service that supports them, and is of somebody else too: ask the service for it before you answer.'
    return [
      { heading: `${heading}: support for you`, rows: [{ 'Opened on': longDate(it.opened_on) }, ...chose], withhold },
      ...(events.length > 0 ? [{ heading: `${heading}: what was done`, rows: events, withhold }] : []),
    ]
  })
}
