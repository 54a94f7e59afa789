import { test } from 'node:test'
import { assertShown, stateDiagram } from '#platform/testing/state-diagram'
import { type Noticed, type NoticeStep, newsOfPlans, standingList, stepsFor } from './notices.ts'

const steps = ['taken on', 'helped already', 'lead told', 'nothing needed'] as const satisfies readonly NoticeStep[]
const events = ['a new notice', ...steps, 'a plan is in use', 'the plan ends'] as const

/** On which list of the task and finish group a child stands. Each notice is on one day, and came one after another. */
function after(happened: readonly (typeof events)[number][]): string {
  const child = { given_name: 'Ada', family_name: 'Quillmere', born: null, school: '', witnessed: 'not known' } as const
  const notice = (at: number): Noticed => ({
    ...child,
    id: String(at),
    happened_on: '2026-01-01',
    given_at: new Date(at),
    person: 'P',
    step: null,
    listed_by: null,
  })
  let notices: Noticed[] = [notice(0)]
  const helped = new Set<string>()
  happened.forEach((event, at) => {
    const step = stepsFor(helped.has('P')).find(it => it === event)
    if (event === 'a new notice') notices = [...notices, notice(at + 1)]
    else if (event === 'a plan is in use') helped.add('P')
    else if (event === 'the plan ends') helped.delete('P')
    else if (step !== undefined) notices = notices.with(-1, { ...notice(0), ...notices.at(-1), step, listed_by: step })
  })
  if (standingList(notices, helped, '2026-01-02').length > 0) return 'in no plan'
  return newsOfPlans(notices, helped, '2026-01-02').length > 0 ? 'in a plan with a new notice' : 'on neither list'
}

test('the README shows the lists on which a child of a notice stands as the rules draw them', () =>
  assertShown(new URL('../README.md', import.meta.url), stateDiagram({ begins: 'a notice', events, after })))
