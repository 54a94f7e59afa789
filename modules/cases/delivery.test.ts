// Plan, sessions, reviews, team and outcome of a case, as its people walk them: called by walk.test.ts, whose case is open by then.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { says, type Walk } from './cases-browser.test.ts'
import { actorOf, modules, now, openForRequest, type StaffKey } from './cases-site.test.ts'
import { formsKept, onceClosed } from './closed.test.ts'
import { askedAndGone, handingOver } from './handing-over.test.ts'
import { casesOf } from './store/files.ts'
import { strikingOnPages } from './struck-counts.test.ts'

const on = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }
const chosen = (key: StaffKey): string => actorOf(key).id

export function delivering(walk: () => Walk): void {
  test('a plan needs a goal, whose words it is in, and why they are not the person’s own', async () => {
    const path = `/cases/${walk().file}/plan/new`
    says(await walk().refused('lead', path, {}), /Write at least one goal/)
    const goal = { goal1: 'Sleep better', said1: 'worker', steps1: 'See the GP' }
    says(await walk().refused('lead', path, goal), /Say why it is not in their own words/)
    says(await walk().refused('lead', path, { ...goal, steps2: 'Ring the club' }), /Write the goal of these steps/)
    const own = {
      ...goal,
      goal1: 'I want to sleep at night',
      said1: 'person',
      programme: 'prg.hospital_yw',
      programmeWhy: 'He was hurt',
    }
    const shown = await walk().page('lead', await walk().send('lead', path, own))
    says(shown, /Draft: not agreed yet/)
    says(shown, /I want to sleep at night/)
  })

  test('agreeing is three answers; a plan that both agree to is in use, and a no leaves it a draft', async () => {
    const path = `/cases/${walk().file}/plan/agreement`
    const yes = {
      person: 'yes',
      personHow: 'Face to face',
      carer: 'yes',
      carerHow: 'By phone',
      service: 'yes',
      serviceHow: 'Face to face',
    }
    says(await walk().refused('lead', path, { ...on, ...yes, carer: 'no' }), /Say why/)
    const adult = { ...on, ...yes, carer: 'not asked', carerWhy: 'x', carerReason: 'an adult' }
    says(await walk().refused('lead', path, adult), /They are 17, and no adult: choose another reason/)
    const young = { ...on, ...yes, person: 'not asked', personWhy: 'Was away' }
    says(await walk().refused('lead', path, young), /Choose why they were not asked themselves/)
    const draft = await walk().page(
      'lead',
      await walk().send('lead', path, { ...on, ...yes, carer: 'no', carerWhy: 'Wants to wait' }),
    )
    assert.match(draft, /Draft: not agreed yet/)
    says(await walk().page('lead', await walk().send('lead', path, { ...on, ...yes })), /Agreed on 20 November 2026/)
    says(await walk().page('lead', `/cases/${walk().file}`), /Plan in use/)
  })

  test('whoever wrote the plan cannot sign it off; somebody else of the team can, and it says so', async () => {
    const plan = `/cases/${walk().file}/plan`
    const answer = { answer: 'signed off', why: 'Read it with the lead, and his words stand first' }
    says(await walk().page('lead', plan), /Agreed, and not signed off yet/)
    const own = await (await walk().as('lead')).post(`${plan}/sign-off`, answer, `${plan}/new`)
    assert.equal(own.statusCode, 409)
    says(await walk().page('coordinator', '/'), /Look at the plan, and sign it off: Case [0-9A-F]{6}/)
    says(
      await walk().page('coordinator', await walk().send('coordinator', `${plan}/sign-off`, answer, plan)),
      /Agreed and signed off/,
    )
  })

  test('a kind of help is chosen with a reason; a hospital navigator’s plan then asks who goes within 72 hours', async () => {
    const path = `/cases/${walk().file}/plan/pathway`
    says(await walk().refused('lead', path, { why: 'He was hurt' }), /Choose a pathway/)
    await walk().send('lead', path, { pathway: 'pw.hospital', why: 'He was hurt, and says yes' })
    says(await walk().page('lead', '/'), /Meet them: Case [0-9A-F]{6}.*Within 72 hours from when .*, so by 23 November/)
    says(await walk().page('lead', `/cases/${walk().file}/plan`), /What could help/)
    says(await walk().page('lead', `/cases/${walk().file}/plan/new`), /Who goes to them within 72 hours and where/)
    const goal = { goal1: 'I want to sleep', said1: 'person', steps1: 'See the GP' }
    says(await walk().refused('lead', `/cases/${walk().file}/plan/new`, goal), /Write who goes to them within 72 hours/)
  })

  test('a kind of help that is chosen after the plan asks for what the plan lacks: on the case, on the plan and as a task', async () => {
    const path = `/cases/${walk().file}/plan/pathway`
    const next = await walk().send('lead', path, { pathway: 'pw.exit', why: 'He wants out' }, path)
    assert.equal(next, `/cases/${walk().file}/plan/new`)
    const lacks = /does not say yet what this kind of help asks for: What could happen to them when they leave/
    says(await walk().page('lead', `/cases/${walk().file}`), lacks)
    says(await walk().page('teacher', `/cases/${walk().file}/plan`), lacks)
    const task = /Add to the plan what this kind of help asks for: Case/
    says(await walk().page('lead', '/'), task)
    await walk().send('lead', path, { pathway: 'pw.hospital', why: 'He was hurt, and says yes' })
  })

  test('how they are is asked with their own words, and shown to the team', async () => {
    const path = `/cases/${walk().file}/looks/new`
    const look = { ...on, reached: 'yes', harm: 'none', attendance: 'most days', safety: '4' }
    says(await walk().refused('lead', path, look), /Write what they said/)
    says(await walk().page('lead', await walk().send('lead', path, { ...look, words: 'I sleep' })), /“I sleep”/)
  })

  test('turning 18 is one move in one register: the lead is asked to plan it, until somebody over there has said yes', async () => {
    const [all, file] = ['/transitions', `/cases/${walk().file}`]
    says(await walk().page('lead', all), /Turns 18, 1 March 2027 1 September 2026 \(late\) To be planned/)
    says(await walk().page('lead', '/'), /Plan the move to adult services: Case [0-9A-F]{6}/)
    says(await walk().page('lead', file), /Plan the move to adult services by 1 September 2026/)
    const path = `${file}/moves`
    const step = { ...on, move: 'turns 18|2027-03-01', event: 'planned', why: 'They met at his school' }
    says(await walk().refused('lead', `${path}/step`, step, path), /Name the person or service/)
    await walk().send('lead', `${path}/step`, { ...step, who: 'The adult team' }, path)
    says(await walk().page('lead', all), /Turns 18, 1 March 2027 1 March 2027 Planned/)
    says(await walk().page('lead', file), /nobody over there has said yes yet/)
    await walk().send('lead', `${path}/step`, { ...step, event: 'accepted', who: 'The adult team' }, path)
    says(await walk().page('lead', all), /1 March 2027 Accepted/)
    assert.ok(!(await walk().page('lead', '/')).includes('Plan the move'))
    assert.ok(!(await walk().page('lead', file)).includes('They turn 18'))
  })

  test('a move into custody next week is a task of the lead, and the register goes on after a day', async () => {
    const path = `/cases/${walk().file}/moves`
    const due = { kind: 'into custody', 'due-day': '27', 'due-month': '11', 'due-year': '2026' }
    await walk().send('lead', path, due, path)
    says(await walk().page('lead', '/'), /Plan a move in their life: Case [0-9A-F]{6}/)
    says(await walk().page('teacher', '/transitions'), /Goes into custody, 27 November 2026 20 November 2026 \(late\)/)
    assert.ok(!(await walk().page('lead', '/transitions?after=2026-11-20')).includes('Goes into custody'))
  })

  test('a session that was missed needs a reason and what was done about it', async () => {
    const path = `/cases/${walk().file}/sessions/new`
    const body = await walk().refused('lead', path, { ...on, where: 'School', came: 'missed' })
    says(body, /Say why it did not happen/)
    says(body, /Say what you did about it/)
    await walk().send('lead', path, {
      ...on,
      where: 'School',
      came: 'came',
      who: 'He and I',
      done: 'We walked',
      view: 'It was fine',
    })
    says(await walk().page('lead', `/cases/${walk().file}/sessions`), /We walked/)
    assert.ok(!(await walk().page('lead', '/')).includes('Meet them'), 'the clock ends when somebody has met them')
  })

  test('the teacher of the team reads the plan and the reviews, and neither sessions nor assessment', async () => {
    says(await walk().page('teacher', `/cases/${walk().file}/plan`), /I want to sleep at night/)
    says(await walk().page('teacher', `/cases/${walk().file}`), /Not open to your role/)
    assert.ok(!(await walk().page('teacher', `/cases/${walk().file}/sessions`)).includes('We walked'))
    assert.equal(await walk().status('teacher', `/assessments/timeline/${walk().file}`), 403)
    assert.equal(await walk().status('teacher', `/cases/${walk().file}/plan/new`), 403)
  })

  test('the next review must be within twelve weeks, and is then what is due', async () => {
    const path = `/cases/${walk().file}/reviews/new`
    const review = { ...on, changed: 'He sleeps', words: 'Better', decision: 'go on', why: 'It works' }
    const next = (day: string, month: string, year: string) => ({
      'next-day': day,
      'next-month': month,
      'next-year': year,
    })
    says(await walk().refused('lead', path, { ...review, ...next('13', '2', '2027') }), /within twelve weeks/)
    await walk().send('lead', path, { ...review, ...next('12', '2', '2027') })
    says(await walk().page('lead', `/cases/${walk().file}`), /Next: review, by 12 February 2027/)
  })

  strikingOnPages(walk)

  test('a case that is put on the agenda is named by its reference and a reason of the list', async () => {
    await walk().send(
      'lead',
      `/cases/${walk().file}/next/agenda`,
      { reason: 'Another agency is needed' },
      `/cases/${walk().file}/next`,
    )
    const offer = modules.find(({ name }) => name === 'cases')?.agenda
    const [item] = await walk().site.database.asActor(
      actorOf('coordinator'),
      'meeting',
      async tx => (await offer?.(tx, now)) ?? [],
    )
    assert.deepEqual([item?.group, item?.why], ['grp.interventions', 'Another agency is needed'])
    assert.match(String(item?.title), /^Case [0-9A-F]{6}$/)
  })

  test('somebody who leaves the team opens neither the case nor the record from that moment', async () => {
    const team = `/cases/${walk().file}/team`
    await walk().send('lead', `${team}/join`, { member: chosen('nurse'), why: 'Sees his arm' }, team)
    assert.equal(await walk().status('nurse', `/cases/${walk().file}`), 200)
    says(await walk().page('nurse', team), /Sees his arm/)
    await walk().send('lead', `${team}/leave`, { member: chosen('nurse'), why: 'His arm has healed' }, team)
    assert.deepEqual(
      [await walk().status('nurse', `/cases/${walk().file}`), await walk().status('nurse', `/people/${walk().person}`)],
      [404, 404],
    )
  })

  handingOver(walk)
  askedAndGone(walk)
  formsKept(walk)

  test('it is closed with each goal answered, and the counts say so to the board without a name', async () => {
    const path = `/cases/${walk().file}/outcome/new`
    const end = { ...on, ending: 'planned: What worried us has eased', why: 'He is safe', view: 'It helped' }
    says(await walk().page('lead', path), /There is no second assessment/)
    says(await walk().refused('lead', path, end), /Choose how it went with this goal/)
    const early = { ...end, 'met-1': 'met', 'on-day': '19' }
    says(await walk().refused('lead', path, early), /The date cannot be before the case was opened/)
    const leaving = { helped: 'You rang', notHelped: 'The waiting', ifAgain: 'Tell my aunt first' }
    await walk().send('lead', path, { ...end, ...leaving, 'met-1': 'met', 'goalView-1': 'I sleep' })
    says(await walk().page('lead', `/cases/${walk().file}`), /Closed \. Case/)
    says(await walk().page('lead', `/cases/${walk().file}/outcome`), /“?Tell my aunt first.*Fewer than two assessments/)
    const offer = modules.find(({ name }) => name === 'cases')?.measures
    const figures = await walk().site.database.asActor(
      actorOf('board'),
      'measures',
      async tx => (await offer?.(tx)) ?? [],
    )
    assert.deepEqual(
      figures.map(({ key, value }) => [key, value]),
      [
        ['cases.open', 0],
        ['cases.own-words', 100],
        ['cases.planned', 100],
        ['cases.workers', 1],
        ['cases.contact', 100],
        ['cases.unharmed', null],
        ['cases.goals', 100],
        ['cases.attending', null],
        ['cases.safety', null],
        ['cases.risks', null],
        ['cases.strengths', null],
        ['cases.group-sessions', 0],
        ['cases.group-heads', 0],
        ['cases.talks', null],
        ['cases.supervised', null],
      ],
    )
    const none = await walk().site.database.asActor(
      actorOf('police-analyst'),
      'measures',
      async tx => (await offer?.(tx)) ?? [],
    )
    assert.deepEqual(none, [])
  })

  onceClosed(walk)

  test('what is held is told back in order, to whoever answers the person’s own request and to nobody else', async () => {
    await openForRequest(walk().site.database, walk())
    const told = (key: StaffKey): Promise<string[]> =>
      walk().site.database.asActor(actorOf(key), 'subject-access', async tx => {
        const headings: string[] = []
        for (const name of ['assessments', 'cases'])
          for (const { heading } of (await modules.find(it => it.name === name)?.personalData?.(tx, walk().person)) ??
            [])
            headings.push(heading.replace(/Case [0-9A-F]{6}/, 'Case'))
        return headings
      })
    assert.deepEqual(await told('governance'), [
      'Assessment of 20 November 2026',
      'Timeline: their own account',
      'Case: how it began, and who helped',
      'Case: plan, version 1',
      'Case: sessions',
      'Case: reviews',
      'Case: kind of help',
      'Case: handing over',
      'Case: how they were',
      'Case: moves in their life',
      'Case: outcome',
    ])
    assert.deepEqual(await told('other-governance'), [])
    assert.deepEqual(await told('analyst'), [])
    const cases = modules.find(({ name }) => name === 'cases')
    const pack = await walk().site.database.asActor(
      actorOf('governance'),
      'subject-access',
      async tx => (await cases?.personalData?.(tx, walk().person)) ?? [],
    )
    const find = (part: string) => pack.find(({ heading }) => heading.endsWith(part))
    const before = find('plan, version 1')?.rows.flatMap(row => row['An answer before'] ?? [])
    assert.ok(before?.includes('A parent or carer agrees to the plan: No. By phone. Wants to wait'), before?.join())
    assert.match(find('handing over')?.withhold ?? '', /Others may be named/)
  })

  test('a closed case is opened again with a reason', async () => {
    await walk().send(
      'lead',
      `/cases/${walk().file}/reopen`,
      { why: 'He was hurt again' },
      `/cases/${walk().file}/outcome`,
    )
    says(await walk().page('lead', `/cases/${walk().file}`), /Plan in use/)
    const [it] = await walk().site.database.asActor(actorOf('lead'), 'case', tx => casesOf(tx, walk().person))
    assert.equal(it?.events.at(-1)?.event, 'reopened')
  })
}
