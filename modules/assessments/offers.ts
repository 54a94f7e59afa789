// What assessments give to those who collect from every module.
import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Identity, PersonalDataSection, Task } from '#platform/module'
import { longDate, longTime } from '#platform/views'
import { workers } from './pages/shared.ts'
import { contextWords, stateWords, weightWords } from './rules/contexts.ts'
import type { LifeEvent } from './rules/events.ts'
import { byContext } from './rules/findings.ts'
import { accountWords, laneWords } from './rules/lanes.ts'
import { dueOf, momentWords } from './rules/moments.ts'
import { type Assessment, assessmentsOf, factorsOf, weightsOf } from './store/assessments.ts'
import { filesAbout } from './store/files.ts'
import { lifeEventsOf, momentsOf } from './store/timeline.ts'

/** The reachable moments that somebody is to go to. The first page names nobody. */
export async function tasks(tx: Transaction, who: Identity): Promise<Task[]> {
  if (!workers.some(role => who.roles.includes(role))) return []
  return (await momentsOf(tx, who.id)).map(moment => {
    const due = dueOf(moment)
    return {
      text: 'Go: somebody can be reached now',
      href: `/assessments/timeline/${moment.file}`,
      ...(due === undefined
        ? {}
        : { due: ukDay(due), detail: `By ${longTime(due)}. Say afterwards whether you reached them.` }),
    }
  })
}

/** Everything that was assessed about a person, and the timeline of their life. */
export async function personalData(tx: Transaction, person: string): Promise<PersonalDataSection[]> {
  const sections: PersonalDataSection[] = []
  for (const { file } of await filesAbout(tx, person)) {
    for (const it of (await assessmentsOf(tx, file)).toReversed()) sections.push(await assessmentSection(tx, it))
    sections.push(...timelineSections(await lifeEventsOf(tx, file)))
  }
  return sections.filter(({ rows }) => rows.length > 0)
}

async function assessmentSection(tx: Transaction, it: Assessment): Promise<PersonalDataSection> {
  const contexts = byContext(await factorsOf(tx, it.id), await weightsOf(tx, it.id))
  const own = {
    'What matters to them': it.matters,
    'Their own words': it.own_words || `None: ${it.no_words_why}`,
    'How ready they say they are': it.readiness,
    'How the worker saw it': it.worker_view,
  }
  const rows = contexts.flatMap(context => [
    {
      Context: contextWords[context.context],
      'How much it matters now': `${weightWords[context.weight]}. ${context.why}`,
    },
    ...[...context.strengths, ...context.risks].map(factor => ({
      [factor.kind === 'strength' ? 'Strength' : 'Risk']: factor.label,
      'How sure': stateWords[factor.state],
      Evidence: factor.evidence,
      Source: factor.source,
      'Already told to': factor.told_to,
    })),
  ])
  return {
    heading: `Assessment of ${longDate(it.made_on)}`,
    rows: [own, ...rows],
    withhold: 'Evidence may be somebody else’s words, or say who they are. Read it first.',
  }
}

function timelineSections(events: readonly LifeEvent[]): PersonalDataSection[] {
  const rows = (some: readonly LifeEvent[]) =>
    some.map(it => ({
      When: it.when_words,
      What: it.what,
      Lane: laneWords[it.lane],
      'Whose account': [accountWords[it.account], it.account_of].filter(Boolean).join(': '),
      'What was done': it.done,
      'Reachable moment': it.moment === null ? '' : momentWords[it.moment.outcome ?? 'waiting'],
    }))
  return [
    { heading: 'Timeline: their own account', rows: rows(events.filter(({ account }) => account === 'person')) },
    {
      heading: 'Timeline: what others told',
      rows: rows(events.filter(({ account }) => account !== 'person')),
      withhold: 'Told by somebody else. Read it first.',
    },
  ]
}
