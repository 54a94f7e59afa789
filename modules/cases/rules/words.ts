export const cameWords = { came: 'Came', missed: 'Did not come', 'called off': 'We called it off' } as const
export type Came = keyof typeof cameWords

export const decisionWords = {
  'go on': 'Go on with the plan',
  'step up': 'Step up: more help is needed',
  'step down': 'Step down: less help is needed',
  hold: 'Put the case on hold',
  'ready to close': 'Ready to close',
} as const
export type ReviewDecision = keyof typeof decisionWords

/** How a case ends. Declined, withdrew and closed early are three things. */
export const endingWords = {
  planned: 'As planned',
  'closed early': 'Closed early',
  declined: 'They declined help before it began',
  withdrew: 'They stopped taking part',
  transferred: 'Handed over to another service',
} as const
export type Ending = keyof typeof endingWords

/** The reason that asks for an accepted move at 18, or for why there is none. */
export const endsAtEighteen = 'Turned 18'

/** The grouped reasons that fit each ending. */
export const endingReasons: Readonly<Record<Ending, readonly string[]>> = {
  planned: ['What worried us has eased', 'What they needed is in place'],
  'closed early': ['Moved away', 'In custody', 'Died', 'Help could not be given', 'Another agency leads by law'],
  declined: ['Did not want this help', 'Did not want help from these agencies', 'Had help from elsewhere'],
  withdrew: ['It no longer helped them', 'It did not feel safe', 'They could not get to it', 'They did not say'],
  transferred: [endsAtEighteen, 'Moved to another area', 'Another service fits better'],
}

export const metWords = {
  met: 'Met',
  'partly met': 'Partly met',
  'not met': 'Not met',
  'no longer wanted': 'No longer wanted',
} as const
export type Met = keyof typeof metWords

/** Why a lead asks the group to talk about a case: chosen from a list, because every member of the group reads it. */
export const agendaReasons = [
  'The plan is not working',
  'The danger has grown',
  'Another agency is needed',
  'A handover is to be agreed',
  'It is ready to close',
] as const

/** What happened to a case as a whole. */
export const eventWords = {
  opened: 'The case was opened',
  led: 'Leads the case from now on',
  joined: 'Joined the team',
  left: 'Left the team',
  asked: 'The Interventions Group was asked to talk about it',
  discussed: 'The Interventions Group talked about it',
  held: 'Put on hold',
  resumed: 'Taken up again',
  'stepped up': 'Stepped up: more help from now on',
  'stepped down': 'Stepped down: less help from now on',
  'handover planned': 'The move to adult services was planned',
  closed: 'Closed',
  reopened: 'Opened again',
} as const
