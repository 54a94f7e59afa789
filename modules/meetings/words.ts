import type { Heard, ItemState, Outcome } from './rules/item.ts'
import type { MeetingEventName, MeetingState } from './rules/meeting.ts'
import type { StepState } from './rules/steps.ts'

export const meetingStates: Readonly<Record<MeetingState, string>> = {
  planned: 'Planned',
  cancelled: 'Cancelled',
  'minutes ready': 'Held. The minutes wait for approval',
  'minutes sent back': 'Held. The minutes are being put right',
  approved: 'Held. The minutes are approved',
}

export const meetingEventNotices: Readonly<Record<MeetingEventName, string>> = {
  planned: 'The meeting was planned.',
  changed: 'The meeting was changed.',
  cancelled: 'The meeting was cancelled.',
  ended: 'The meeting has ended. The minutes wait for approval.',
  'sent back': 'The minutes were sent back.',
  approved: 'The minutes are approved.',
}

export const itemStates: Readonly<Record<ItemState, string>> = {
  open: 'To be decided',
  'put off': 'Put off to the next meeting',
  'taken off': 'Taken off the agenda',
  decided: 'Decided',
}

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  act: 'Act on it',
  ask: 'Ask for more before deciding',
  'pass on': 'Pass it to another group',
  'put off': 'Put it off to the next meeting',
  none: 'No further action',
  'taken off': 'Take it off the agenda',
}

export const heardWords: Readonly<Record<Heard, string>> = {
  heard: 'Heard',
  'knows nothing': 'Knows nothing of it',
  'nothing sent': 'Nothing sent yet',
}

export const standingWords = { fact: 'Fact', opinion: 'Opinion', nothing: 'Knows nothing of it' } as const
export const voiceWords = {
  agency: 'The agency’s words',
  person: 'The words of the young person or family, passed on',
} as const
export const sourceWords = {
  offered: 'Put forward by the work itself',
  'by hand': 'Added by a member',
  carried: 'Put off from an earlier meeting',
  step: 'Passed on by another group',
} as const
export const stepStates: Readonly<Record<StepState, string>> = {
  waiting: 'Waiting for an answer',
  accepted: 'Accepted',
  refused: 'Refused',
}
export const attendanceWords = {
  came: 'Came',
  online: 'Came online',
  apologies: 'Sent apologies',
  absent: 'Was not there',
} as const
