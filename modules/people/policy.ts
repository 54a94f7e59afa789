import { everyRole } from '#modules/agencies'
import type { Policy } from '#platform/module'
import {
  dutyDesks,
  emergencyOpenings,
  everyPair,
  feeds,
  knownQuestions,
  matchQuality,
  matchReview,
  noticedChildren,
  noticesGiven,
  peerGroups,
  reviews,
  worldCollections,
} from './collections.ts'
import { askingRoles, emergencyRoles } from './pages/shared.ts'
import { type World, worldRoles } from './rules/worlds.ts'

const personTables = [
  'person_record',
  'person_identifier',
  'person_address',
  'person_contact',
  'search_token',
  'person_match',
  'person_tie',
  'person_language',
]

const worldWords: Readonly<Record<World, string>> = {
  support:
    'Someone whom an agency helps. A role reads only the records given to its own team, to a case, or to that person.',
  'victim-service': 'Someone whom a victims’ service helps. No other agency can learn that they are known.',
  refuge:
    'Someone in a refuge. Always sealed: no other agency can learn that they are known, and no emergency opens it.',
  disruption: 'Someone in a disruption plan. Apart from every record of help, and never answered as known.',
}

const worldPolicies = (Object.keys(worldWords) as World[]).map(
  (world): Policy => ({
    kind: `people: ${world.replace('-', ' ')}`,
    words: worldWords[world],
    collection: worldCollections[world],
    tables: personTables,
    roles: worldRoles[world],
  }),
)

export const policy: readonly Policy[] = [
  ...worldPolicies,
  {
    kind: 'groups of friends',
    words:
      'A group of friends for whom help is asked. Who belongs to it is shown only of those whose own record one reads.',
    collection: peerGroups,
    tables: ['peer_group', 'peer_group_member'],
    roles: [
      ...(['referrer', 'practitioner', 'coordinator'] as const).map(role => ({
        role,
        level: 'write' as const,
        why: 'Gives help, with the groups of their own team',
      })),
      { role: 'chair', level: 'read', why: 'Reads what comes before a meeting' },
    ],
  },
  {
    kind: 'questions to other agencies',
    words: 'Asking whether another agency knows somebody. The answer is whom to ring, never a record.',
    collection: knownQuestions,
    tables: ['known_question'],
    roles: askingRoles.map(role => ({ role, level: 'read', why: 'May need to know whom to ring' })),
  },
  {
    kind: 'emergency openings',
    words: 'Opening one record of help for three hours, with a reason. The governance lead reviews each one.',
    collection: emergencyOpenings,
    tables: ['break_glass'],
    roles: emergencyRoles.map(role => ({ role, level: 'write', why: 'May be first at an emergency' })),
  },
  {
    kind: 'reviews of openings',
    words: 'Reviewing emergency openings, and deciding as the second person whether a sealed record is opened.',
    collection: reviews,
    tables: ['break_glass', 'seal_request'],
    roles: [{ role: 'governance', level: 'write', why: 'Answers for every look' }],
  },
  {
    kind: 'duty desks',
    words: 'Whom to ring at each agency, and when.',
    collection: dutyDesks,
    tables: ['duty_desk'],
    roles: everyRole.map(role =>
      role === 'administrator'
        ? { role, level: 'write', why: 'Keeps the list' }
        : { role, level: 'read', why: 'Anyone may need to ring' },
    ),
  },
  {
    kind: 'review of matches',
    words:
      'Saying whether records of two agencies are of one person. A reviewer sees what is compared of a pair, and opens neither record.',
    collection: matchReview,
    tables: ['match_pair', 'match_review', 'cluster_event', 'cluster_event_record', 'person_cluster'],
    roles: [
      { role: 'coordinator', level: 'write', why: 'Puts together what agencies know of one child' },
      { role: 'practitioner', level: 'write', why: 'Reviews pairs in which their own agency holds a record' },
    ],
  },
  {
    kind: 'review of matches of every agency',
    words: 'With the right to review, the pairs of all agencies; without it, nothing.',
    collection: everyPair,
    tables: ['match_pair'],
    roles: [{ role: 'coordinator', level: 'read', why: 'Works for the partnership, not for one agency' }],
  },
  {
    kind: 'quality of matching',
    words: 'Counts of how well records are matched and how complete they are. Never a person.',
    collection: matchQuality,
    tables: [],
    roles: [
      { role: 'coordinator', level: 'read', why: 'Puts right what the counts show' },
      { role: 'analyst', level: 'read', why: 'Judges how good the matching is' },
      { role: 'governance', level: 'read', why: 'Answers for wrong matches' },
    ],
  },
  {
    kind: 'extracts of agencies',
    words:
      'Loading an extract of one’s own agency, and letting its systems send one by themselves: its records stay its own.',
    collection: feeds,
    tables: ['feed_mapping', 'feed_row', 'synthetic_file', 'feed', 'feed_drop'],
    roles: (['referrer', 'practitioner', 'coordinator'] as const).map(role => ({
      role,
      level: 'write' as const,
      why: 'Makes records of their own agency, one by one or from a file',
    })),
  },
  {
    kind: 'notices of domestic abuse given',
    words:
      'Telling the partnership that domestic abuse happened where children live. Whoever tells does not read who else was told of.',
    collection: noticesGiven,
    tables: ['abuse_notice', 'abuse_notice_child'],
    roles: (['police-analyst', 'referrer', 'coordinator'] as const).map(role => ({
      role,
      level: 'write' as const,
      why: 'Works where such notices are made',
    })),
  },
  {
    kind: 'children with a notice of domestic abuse',
    words:
      'Who the children are, for those who also sit in the task and finish group; those who saw or heard it or were sent there, for those who also sit in the forum for children who have seen violence.',
    collection: noticedChildren,
    tables: ['abuse_notice', 'abuse_notice_child', 'abuse_notice_event'],
    roles: [
      { role: 'coordinator', level: 'write', why: 'Sees that each child is offered help' },
      { role: 'chair', level: 'read', why: 'Holds the group’s meetings' },
    ],
  },
]
