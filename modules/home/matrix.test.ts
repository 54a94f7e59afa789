// Who may do what to which rows, asked of the database itself. What is declared (the policies that modules offer) must be
// exactly what the database gives. That each policy and grant matters is asked by mutation.test.ts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { everyRole } from '#modules/agencies'
import { type Filled, filledDatabase, policies, schema } from './filled-database.test.ts'

describe('the matrix', () => {
  const collections = new Set(policies.map(({ collection }) => collection))
  const stranger = '00000000-0000-7000-8000-00000000dead'

  // Tables that nothing here fills: modules/agencies and modules/incidents prove the policies of these with rows of their own.
  const notFilled = new Set([
    ...['incident_cube', 'incident_cube_quarter', 'local_area_match', 'indicator_mapping', 'incident_hour_count'],
    ...[
      'account',
      'tenure',
      'credential',
      'recovery_code',
      'sign_in_link',
      'recovery',
      'issuer',
      'claim_rule',
      'outside_identity',
    ],
    ...['user_agreement', 'acknowledgement', 'session'],
    // modules/people/matrix.test.ts asks of these with people of several agencies.
    ...['person_record', 'person_identifier', 'person_address', 'person_contact', 'search_token'],
    ...['known_question', 'break_glass', 'seal_request', 'duty_desk'],
    ...['person_match', 'peer_group', 'peer_group_member', 'person_tie', 'person_language'],
    ...['match_pair', 'match_review', 'person_cluster', 'cluster_event', 'cluster_event_record'],
    ...[
      'feed_mapping',
      'feed_row',
      'feed',
      'feed_drop',
      'synthetic_file',
      'abuse_notice',
      'abuse_notice_child',
      'abuse_notice_event',
    ],
    // modules/referrals/matrix.test.ts asks of these with referrers, sorters and others.
    ...['referral', 'referral_content', 'referral_fact', 'referral_fairness', 'referral_event', 'triage_clock'],
    ...['route_clock', 'bank_holiday', 'referral_work', 'outside_organisation', 'asking_link', 'outside_referral'],
    ...['work_filter', 'referral_moment', 'referral_earlier'],
    // modules/conflicts/conflicts-site.test.ts and modules/early-warning/watchlist-site.test.ts ask of these as every role.
    ...['conflict_group', 'conflict', 'conflict_event', 'conflict_narrative', 'conflict_request'],
    ...['watch_run', 'watch_entry', 'watch_decision', 'watch_contest', 'watch_contest_answer'],
    // modules/early-warning/sealed-site.test.ts and catalog.test.ts ask of these.
    ...['prediction_target', 'prediction_seal', 'prediction_content', 'prediction_key', 'prediction_score'],
    ...['model_withdrawal'],
    // modules/cases/policies.test.ts asks of these with people in a team, outside it, and answering a person's own request.
    ...['assessment_file', 'assessment', 'assessment_factor', 'assessment_context', 'life_event', 'reachable_moment'],
    // modules/assessments/policies.test.ts asks of these in the same way.
    ...['moment_step', 'identity_talk', 'identity_answer', 'programme_choice', 'assessment_instrument'],
    ...['case_file', 'case_event', 'case_plan', 'case_goal', 'case_agreement', 'case_session', 'case_review'],
    ...['case_outcome', 'case_goal_outcome', 'case_count', 'case_factor_count', 'case_sign_off', 'case_pathway'],
    ...[
      'case_plan_part',
      'case_transfer',
      'case_transfer_answer',
      'case_look',
      'case_move',
      'case_move_event',
      'case_step_tie',
      'case_work',
    ],
    // modules/cases/struck.test.ts asks of these.
    ...['case_part_struck', 'case_part_hidden', 'case_part_count'],
    // modules/cases/nameless.test.ts asks of these.
    ...['group_session', 'group_session_struck', 'contact_talk'],
    // modules/cases/staff-care.test.ts asks of these.
    ...['staff_care', 'staff_care_answer', 'staff_care_note', 'staff_care_count'],
    // modules/cases/partner.test.ts asks of these.
    ...['programme_news', 'partner_support', 'partner_choice', 'partner_event', 'programme_news_answer'],
    // modules/cases/mentors.test.ts asks of these.
    ...[
      'mentor',
      'mentor_event',
      'mentor_place',
      'mentor_match',
      'mentor_match_name',
      'mentor_match_end',
      'case_told',
      'case_told_end',
      'case_told_once',
    ],
    // modules/sharing/policies.test.ts asks of these with senders, receivers and others, and matrix.test.ts beside it of each policy.
    ...['disclosure', 'disclosure_recipient', 'sharing_document', 'impact_assessment'],
    // modules/sharing/subject-access-roles.test.ts asks of these as every role.
    // modules/sharing/retention-access.test.ts asks of these, and of every policy of the system actor `retention`.
    ...['retention_item', 'retention_event', 'retention_certificate', 'retention_look'],
    ...['subject_request', 'subject_request_event', 'subject_request_record', 'subject_section_choice'],
    'subject_opening_answer',
    // modules/strategy/policies.test.ts asks of these as every role.
    ...['commitment_event', 'commitment_due', 'commitment_evidence', 'measure_definition', 'measure_snapshot'],
    // modules/interventions/pages.test.ts, modules/actions/access.test.ts and modules/meetings/access.test.ts ask of these.
    ...['programme_places', 'programme_file', 'programme_version', 'programme_evidence'],
    ...['action', 'action_event', 'action_words'],
    ...['meeting_series', 'meeting', 'meeting_event', 'meeting_attendance', 'agenda_item', 'contribution', 'decision'],
    ...['decision_action', 'group_step', 'group_step_answer'],
    // modules/sharing/files-records.test.ts and modules/home/notices/notices.test.ts ask of these as people inside and outside a case,
    // and modules/sharing/matrix.test.ts of each policy and grant.
    ...['attachment', 'notice', 'notice_setting'],
  ])

  const governed = new Set(policies.flatMap(({ tables }) => tables).filter(table => !notFilled.has(table)))

  let database: Filled['database']
  let actors: Filled['actors']

  before(async () => {
    ;({ database, actors } = await filledDatabase())
  })
  after(() => database.close())

  type Row = Record<string, unknown>
  const unchanged = 'set local lock_timeout = 0'

  /** Runs one statement as somebody with a database role, after `change` by the owner, and undoes both. Answers rows, or a refusal. */
  async function ask(role: string, actor: string, statement: string, change = unchanged): Promise<Row[] | string> {
    try {
      const { rows } = await database.raw(`begin; ${change}; ${enter(role, actor)}; ${statement}; rollback`)
      return rows as Row[]
    } catch (error) {
      return (error as { code?: string }).code ?? 'failed'
    }
  }

  function enter(role: string, actor: string): string {
    return `set local role breakwater_${role}; set local search_path = ${schema}, pg_temp; set local app.actor = '${actor}'; set local app.purpose = 'analysis'`
  }

  describe('what is declared is what the database gives', () => {
    for (const role of everyRole) {
      for (const level of ['readable', 'writable'] as const) {
        test(`${role}: ${level} collections`, async () => {
          const declared = policies
            .filter(({ roles }) =>
              roles.some(
                it => it.role === role && (level === 'readable' || it.level === 'write' || it.level === 'manage'),
              ),
            )
            .map(({ collection }) => collection)
          const rows = await ask('app', actors.get(role) ?? '', `select distinct record from ${level}`)
          // A person may hold single records too, such as a report of their own: those are not collections.
          const given = Array.isArray(rows)
            ? rows.map(({ record }) => String(record)).filter(id => collections.has(id))
            : [rows]
          assert.deepEqual(given.sort(), [...new Set(declared)].sort())
        })
      }
    }

    test('someone without any membership may read no collection and no row of any governed table', async () => {
      assert.deepEqual(await ask('app', stranger, 'select record from my_access'), [])
      const seen: string[] = []
      for (const table of governed) {
        const rows = await ask('app', stranger, `select count(*) as n from ${table}`)
        if (Array.isArray(rows) && Number(rows[0]?.['n'] ?? 0) > 0) seen.push(table)
      }
      assert.deepEqual(seen, [])
    })

    test('every governed table has rows here, so that the answers above mean something', async () => {
      const empty: string[] = []
      for (const table of governed) {
        const { rows } = await database.raw(`select count(*) as n from ${schema}.${table}`)
        if (Number((rows[0] as Row)['n']) === 0) empty.push(table)
      }
      assert.deepEqual(empty, [])
    })
  })

  // They rest on rows of other tables: modules/home/mutation.test.ts asks about every other policy, with rows made from the catalog.
  for (const table of ['incident', 'incident_count']) {
    test(`an analyst reads ${table} by its policy: without it, no row`, async () => {
      const count = `select count(*)::int > 0 as found from ${table}`
      const analyst = actors.get('analyst') ?? ''
      assert.deepEqual(await ask('app', analyst, count), [{ found: true }])
      const drop = `drop policy ${table}_read on ${schema}.${table}`
      assert.deepEqual(await ask('app', analyst, count, drop), [{ found: false }])
    })
  }
})
