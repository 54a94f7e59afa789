import type { Figure } from '#platform/module'
import type { Ending } from './words.ts'

/** What is counted, without any case. */
export type Counted =
  | Ending
  | 'opened'
  | 'reopened'
  | 'plan made'
  | 'plan in own words and agreed'
  | 'workers met'
  | 'people with workers'
  | 'contact in time'
  | 'contact late'
  | 'follow-up reached'
  | 'follow-up not reached'
  | 'follow-up without harm'
  | 'follow-up attendance known'
  | 'follow-up attending'
  | 'follow-up safety known'
  | 'follow-up as safe'
  | 'goal asked'
  | 'goal met'
  | 'ending compared'
  | 'ending with fewer risks'
  | 'ending with more strengths'
  | 'group session'
  | 'group heads'
  | 'group session struck'
  | 'group heads struck'
  | 'talk'
  | 'talk then referred'
export type Tally = Readonly<Partial<Record<Counted, number>>>

const endings: readonly Ending[] = ['planned', 'closed early', 'declined', 'withdrew', 'transferred']
const source = 'Counted as it happens, apart from the cases themselves'

/** A share in hundredths, rounded; null while there is nothing to share. */
const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((100 * part) / whole))

/** The figures of this module. Small numbers are kept back by whoever shows them. */
export function figuresOf(tally: Tally): Figure[] {
  const n = (what: Counted): number => tally[what] ?? 0
  const ended = endings.reduce((sum, how) => sum + n(how), 0)
  return [
    {
      key: 'cases.open',
      words: 'Cases open now',
      value: n('opened') + n('reopened') - ended,
      unit: 'cases',
      source,
    },
    {
      key: 'cases.own-words',
      words: 'Plans with a goal in their own words, agreed by the person',
      value: share(n('plan in own words and agreed'), n('plan made')),
      unit: '% of plans',
      source,
    },
    {
      key: 'cases.planned',
      words: 'Times that help ended as planned: a case that was opened again ends again',
      value: share(n('planned'), ended),
      unit: '% of endings',
      source,
    },
    {
      key: 'cases.workers',
      words:
        'Different workers that somebody met by the time help ended, in all their cases, on average: fewer is better',
      value:
        n('people with workers') === 0 ? null : Math.round((10 * n('workers met')) / n('people with workers')) / 10,
      denominator: n('people with workers'),
      unit: 'workers',
      source,
    },
    {
      key: 'cases.contact',
      words: 'First meetings within the hours of their kind of help',
      value: share(n('contact in time'), n('contact in time') + n('contact late')),
      denominator: n('contact in time') + n('contact late'),
      unit: '% of first meetings',
      source,
    },
    {
      key: 'cases.unharmed',
      words: 'People reached after help ended who were not hurt, and hurt nobody',
      value: share(n('follow-up without harm'), n('follow-up reached')),
      denominator: n('follow-up reached'),
      unit: '% of those reached',
      source,
    },
    ...changesOf(n),
    {
      key: 'cases.group-sessions',
      words: 'Sessions given to groups, where nobody who came is named',
      value: n('group session'),
      unit: 'sessions',
      source,
    },
    {
      key: 'cases.group-heads',
      words: 'People who came to sessions for groups: somebody who came twice is counted twice',
      value: n('group heads'),
      denominator: n('group session'),
      unit: 'people',
      source,
    },
    {
      key: 'cases.talks',
      words: 'Talks without a name after which somebody agreed to be referred for help',
      value: share(n('talk then referred'), n('talk')),
      denominator: n('talk'),
      unit: '% of talks',
      source,
    },
  ]
}

const isEnding = (what: Counted): what is Ending => endings.some(it => it === what)

/**
 * How many more reopenings to count after parts were struck out, so that the cases open now stay those that are: `opened` is 1 where a
 * closed case is open without the parts, and -1 where an open one is closed; `back` was counted back. An ending struck out before a
 * reopening leaves a reopening of nothing, and a reopening struck out between two endings leaves two of one.
 */
export function reopeningsMissing(
  opened: number,
  back: readonly { readonly what: Counted; readonly n: number }[],
): number {
  return back.reduce((sum, { what, n }) => sum + (what === 'reopened' ? n : isEnding(what) ? -n : 0), opened)
}

/** What changed for people: goals, school or work, how safe they feel, risks and strengths. */
function changesOf(n: (what: Counted) => number): Figure[] {
  const shareOf = (key: string, words: string, part: Counted, whole: Counted, unit: string): Figure => ({
    ...{ key, words, unit, source },
    value: share(n(part), n(whole)),
    denominator: n(whole),
  })
  const followUps = '% of follow-ups'
  const attending = 'Follow-ups at which somebody was at school, work or training most days'
  const safe = 'Follow-ups at which somebody felt as safe as when they were first asked, or safer'
  const assessed = '% of endings with two assessments'
  return [
    shareOf('cases.goals', 'Goals met when help ended, of those still wanted', 'goal met', 'goal asked', '% of goals'),
    shareOf('cases.attending', attending, 'follow-up attending', 'follow-up attendance known', followUps),
    shareOf('cases.safety', safe, 'follow-up as safe', 'follow-up safety known', followUps),
    shareOf(
      'cases.risks',
      'Times that more risks had gone than come',
      'ending with fewer risks',
      'ending compared',
      assessed,
    ),
    shareOf(
      'cases.strengths',
      'Times that more strengths had come than gone',
      'ending with more strengths',
      'ending compared',
      assessed,
    ),
  ]
}

/** Workers who had supervision in the six weeks up to the last count; null where none is kept, which is where fewer than five had it. */
export function supervisedFigure(workers: number | undefined): Figure {
  const words = 'Workers who had supervision in the six weeks up to the last count of a month'
  return {
    key: 'cases.supervised',
    words,
    value: workers ?? null,
    unit: 'workers',
    source: 'Counted each day, without names',
  }
}
