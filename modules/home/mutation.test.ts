// Every policy and every right in the database must matter: taken away, somebody who was allowed is refused, or finds fewer rows. Rows
// and questions follow from the catalog (platform/testing/mutation.ts), so what a new migration brings is asked about the day it comes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answersWithoutName,
  everyMutant,
  type MutationWorld,
  mutationWorld,
  outcomes,
  type Particulars,
  readAgain,
  recordOf,
} from '#platform/testing/mutation'

const nobody = recordOf('nobody')
const imported = [
  ...['area', 'area_link', 'area_shape', 'incident', 'incident_count', 'incident_hour_count', 'incident_month_count'],
  'indicator_value',
]

const particulars: Particulars = {
  removedAs: {
    abuse_notice: 'domestic abuse notice',
    action: 'action',
    case_file: 'case',
    conflict: 'conflict',
    conflict_group: 'conflict group',
    disclosure: 'disclosure',
    meeting: 'meeting',
    mentor: 'mentor',
    partner_support: 'partner support',
    peer_group: 'peer group',
    person_record: 'person',
    referral: 'referral',
    subject_request: 'subject request',
    tension: 'tension',
  },
  single: [
    'assessment',
    'case_file',
    'case_goal',
    'case_move',
    'case_outcome',
    'case_plan',
    'case_told',
    'case_transfer',
    'group_session',
    'identity_talk',
    'mentor',
    'mentor_match',
    'partner_event',
    'partner_support',
    'prediction_seal',
    'programme_news',
    'staff_care_answer',
  ],
  rows: {
    access: [
      { audience: nobody },
      { audience: nobody, purpose: 'subject-access' },
      { audience: recordOf('one person'), starts: 'infinity', ends: null },
    ],
    action_event: [{ event: 'proposed' }, { event: 'moved' }],
    agenda_item: [{ subject: recordOf('referral') }],
    attachment: [{ kind: 'referral', record: recordOf('referral') }],
    audience: [
      { kind: 'case', key: recordOf('case_file') },
      { kind: 'agency' },
      { kind: 'agency', id: recordOf('agency') },
      { kind: 'person', id: recordOf('one person'), key: recordOf('account') },
    ],
    case_event: [{}, { event: 'left' }],
    group_session: [{}, { file: null }],
    group_step: [{ subject: recordOf('referral') }],
    import_batch: [{}, { undone_at: null }, { id: recordOf('unpublished'), published_at: null }],
    prediction_seal: [{ part: 'places' }, { id: recordOf('not of places'), part: 'groups' }],
    disclosure: [{}, { subject: recordOf('case_file') }, { subject: recordOf('referral') }],
    referral_event: [{ event: 'sent' }, {}],
    referral_moment: [{ outcome: null }],
    retention_item: [{ record: recordOf('gone'), waits_for: '', people: 0, due_on: '2001-01-01' }],
    retention_event: [{ event: 'hold_placed', record: recordOf('nobody') }],
    mentor_place: [{}, { freed_on: null }],
    programme_news: [{ what: 'ask' }],
    staff_care_answer: [{ outcome: 'held' }],
    subject_request: [{ right_asked: 'erasure' }, {}],
    subject_request_event: [{ outcome: 'upheld' }, { event: 'identity proved' }],
    subject_request_record: [{}, { closed_at: null, until: '2100-01-01T00:00:00Z' }],
    asking_link: [{ used_at: null }, {}],
    impact_assessment: [{ approved_by: null }, {}],
    job: [{ kind: 'referral-letter' }, {}],
    person_address: [{ class: 'ordinary' }, {}],
    person_record: [{ world: 'support' }, {}],
    prediction_content: [{}, { seal: recordOf('not of places') }],
    prediction_score: [{}, { seal: recordOf('not of places') }],
    ...Object.fromEntries(imported.map(table => [table, [{}, { batch: recordOf('unpublished') }]])),
  },
}

const twoWays =
  'The job that removes finds the row by another of the two records that it hangs on; modules/cases/retention.test.ts and the site tests remove both.'
const elsewhere = (file: string): string =>
  `It takes rows that are not of one record each, or many people to ask: ${file} asks about it with rows of its own.`

/** What no question here can show, by the name of what is taken away, and why that is right. */
const unshown: readonly (readonly [name: RegExp, why: string])[] = [
  [/^person_(address|identifier): policy \w+_subject$/, elsewhere('modules/people/matrix.test.ts')],
  [/^attachment: policy attachment_own$/, elsewhere('modules/sharing/matrix.test.ts')],
  [
    /^(action_words|decision_action|mentor_match_name|mentor_place|moment_step|peer_group_member|programme_choice): policy \w+_of_\w+$/,
    twoWays,
  ],
  [/^(case_goal_outcome|cluster_event_record|reachable_moment|tension_event): policy \w+_of_\w+$/, twoWays],
  [/^(case_look: policy case_look_of_case_outcome|programme_news: policy programme_news_of_support)$/, twoWays],
  [/^agenda_item: policy agenda_item_names_(person|subject)$/, 'The job sees every meeting, and so every item of one.'],
  [/^group_step: policy group_step_(names_(person|subject)|of_(agenda_item|decision))$/, twoWays],
  [
    /^case_(agreement|plan): policy \w+_for_work$/,
    'The job that keeps the lists sees every case, which opens the plans of it already.',
  ],
  [/^case_(agreement|event|file|plan): policy \w+_plan_in_use$/, elsewhere('modules/cases/helped.test.ts')],
  [/^noticed_record: select of matcher$/, elsewhere('modules/cases/helped.test.ts')],
  [
    /^referral_event: (policy referral_event_group|insert of matcher)$/,
    elsewhere('modules/referrals/pages/heard.test.ts'),
  ],
  [/^incident(_count)?: policy \w+_read$/, elsewhere('modules/home/matrix.test.ts')],
  [
    /^(person_match: policy person_match_add|peer_group: policy peer_group_subject)$/,
    elsewhere('modules/people/matrix.test.ts'),
  ],
  [/^group_session_struck: policy group_session_struck_add$/, elsewhere('modules/cases/nameless.test.ts')],
  [
    /^retention_event: (policy retention_event_decide|insert of app)$/,
    elsewhere('modules/sharing/retention-access.test.ts'),
  ],
  [
    /^case_\w+: policy case_\w+_stands(_for_system)?$|^case_part_(hidden|struck): (policy case_part_(hidden|struck)_add|insert of app)$/,
    elsewhere('modules/cases/struck.test.ts'),
  ],
  [
    /^case_part_hidden: (policy case_part_hidden_read|select of (app|matcher))$/,
    elsewhere('modules/cases/struck.test.ts'),
  ],
  [
    /^case_transfer_answer: (policy case_transfer_answer_add|insert of app)$/,
    elsewhere('modules/cases/policies.test.ts'),
  ],
  [
    /^(partner_support: (policy partner_support_(open|subject|wall)|insert of app)|writable_partner_support: select of app)$/,
    elsewhere('modules/cases/partner.test.ts'),
  ],
  [
    /^request_standing: select of some columns of retention$/,
    'A right to the whole view stands beside the right to one of its columns.',
  ],
]

// All of them take most of a minute: on PostgreSQL, which CI runs, and by `npm run attack`; on the embedded database each eighth.
const one = process.env['DATABASE_URL'] === undefined && process.env['ATTACK_REQUESTS'] === undefined ? 8 : 1
const reasonFor = (name: string): string | undefined => unshown.find(([it]) => it.test(name))?.[1]

describe('everything that the database allows or refuses matters', () => {
  let world: MutationWorld
  before(async () => {
    world = await mutationWorld(particulars)
  })
  after(() => world.database.close())

  test('each policy and each right, taken away, refuses somebody who was allowed (or allows somebody who was refused)', async () => {
    const tried = new Set(everyMutant(world).filter((name, at) => at % one === 0 && reasonFor(name) === undefined))
    const told = await outcomes(world, name => tried.has(name))
    assert.ok(told.length * one > 1000, 'nearly all of them are tried')
    assert.deepEqual(
      told.filter(({ killed }) => !killed).map(({ mutant, told: answers }) => `${mutant} ${JSON.stringify(answers)}`),
      [],
    )
  })

  test('whoever gives no name is answered with no row, and changes none, in any role and any table', async () => {
    assert.deepEqual(await answersWithoutName(world), [])
  })

  test('each exception stands for something that is there', () => {
    const names = everyMutant(world)
    assert.deepEqual(
      unshown.filter(([name]) => !names.some(it => name.test(it))),
      [],
    )
  })

  test('a new policy that lets nobody through, one that another makes idle, and a right that no policy backs are each found', async () => {
    const { database, catalog } = world
    await database.raw(`set search_path = ${catalog.schema};
      create policy planted_shut on notice for select to breakwater_app using (false);
      create policy planted_again on notice for select to breakwater_app using (actor = nullif(current_setting('app.actor', true), '')::uuid);
      grant delete on notice to breakwater_app`)
    const planted = /^notice: (policy (planted_\w+|notice_own|notice_read)|delete of app)$/
    const told = await outcomes(await readAgain(world), name => planted.test(name))
    assert.deepEqual(
      told.map(({ mutant, killed }) => [mutant.replace('notice: ', ''), killed]),
      [
        ['policy notice_own', false],
        ['policy notice_read', true],
        ['policy planted_again', false],
        ['policy planted_shut', false],
        ['delete of app', false],
      ],
    )
  })
})
