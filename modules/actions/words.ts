import type { EventName, State } from './rules.ts'

export const stateWords: Readonly<Record<State, string>> = {
  proposed: 'Waiting for an answer',
  accepted: 'Accepted',
  started: 'Under way',
  done: 'Done, to be checked',
  verified: 'Done and checked',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
}

/** What happened, as the page of an action lists it. */
export const eventWords: Readonly<Record<EventName, string>> = {
  proposed: 'Proposed',
  accepted: 'Accepted',
  declined: 'Declined',
  started: 'Started',
  done: 'Said to be done',
  'sent back': 'Sent back: not yet done',
  verified: 'Checked: it is done',
  moved: 'Day moved',
  withdrawn: 'Withdrawn',
}

/** What the banner says after each. */
export function noticeOf(event: EventName): string {
  return {
    proposed: 'The action was proposed.',
    accepted: 'You accepted the action.',
    declined: 'You declined the action.',
    started: 'The action is under way.',
    done: 'The action is done. Somebody else checks it.',
    'sent back': 'The action was sent back to its owner.',
    verified: 'The action is done and checked.',
    moved: 'The day was moved.',
    withdrawn: 'The action was withdrawn.',
  }[event]
}
