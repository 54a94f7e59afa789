// Guard rails, the audit by kind of area, and how long proof would take: of the newest run.
import { smallAreas } from '#modules/areas'
import { type Answer, type Page, type Visit, view } from '#platform/module'
import { alarmAfter, differs } from '../rules/audit.ts'
import { chanceOfWithdrawal, longest, poorInARow, proof } from '../rules/skill.ts'
import { rhythms } from '../rules/unit.ts'
import { few } from '../rules/words.ts'
import { type Run, runShown } from '../store/watchlist.ts'
import { standingOf } from './sealed.ts'

const reading = { purpose: 'analysis', roles: ['analyst', 'police-analyst', 'intelligence-lead'] } as const

export const checkPages: readonly Page[] = [
  { ...reading, method: 'get', path: '/watchlist/guard-rails', handle: guardRails },
  { ...reading, method: 'get', path: '/watchlist/power', handle: showPower },
]

const back = { href: '/watchlist', text: 'Fortnight watchlist' }
const hundred = (value: number): string => (100 * value).toFixed(1)

async function guardRails({ tx, config }: Visit): Promise<Answer> {
  const run = await runShown(tx)
  const names = new Map((await smallAreas(tx)).map(({ code, name }) => [code, name]))
  return view('early-warning/views/guard-rails.njk', {
    title: 'Guard rails',
    back,
    demonstration: config.demonstration,
    run,
    guards: run?.record.guards,
    audits: run?.record.audit.map(auditShown),
    repeated: run?.record.repeated.map(it => ({ ...it, name: names.get(it.areaCode) ?? it.areaCode })),
    alarmAfter,
    rhythm: rhythms[run?.unit ?? 'fortnight'],
  })
}

/** One measure as a table, with the plain word where the groups differ by more than chance. */
function auditShown({ measure, groups }: Run['record']['audit'][number]) {
  const share = ({ value, low, high, of }: { value: number; low: number; high: number; of: number }): string =>
    of === 0 ? 'none' : `${hundred(value)} (${hundred(low)} to ${hundred(high)})`
  const told = (['flagged', 'precision', 'missed'] as const).map(key => ({ key, differs: differs(groups, key) }))
  const words = {
    flagged: 'how often they are listed',
    precision: 'how often a listing comes true',
    missed: 'how much is missed',
  }
  const found = told.filter(it => it.differs).map(({ key }) => words[key])
  return {
    measure,
    finding:
      found.length === 0
        ? 'The groups do not differ by more than chance.'
        : `The groups differ by more than chance in ${found.join(', and in ')}.`,
    rows: groups.map(({ name, areas, flagged, precision, missed, happened }) => [
      name,
      String(areas),
      share(happened),
      share(flagged),
      share(precision),
      share(missed),
    ]),
  }
}

async function showPower({ tx }: Visit): Promise<Answer> {
  const run = await runShown(tx)
  const standing = run === undefined ? undefined : await standingOf(tx, run.record.shown, run.unit)
  const rhythm = rhythms[run?.unit ?? 'fortnight']
  const words = (windows: number | undefined): string =>
    windows === undefined
      ? `more than ${longest}`
      : `${windows} ${windows === 1 ? rhythm.one : rhythm.many} (${few(windows / rhythm.year)} years)`
  return view('early-warning/views/power.njk', {
    title: 'How long proof takes here',
    back,
    run,
    rhythm,
    rows: run?.record.power.map(({ factor, half, most }) => [`${factor} times`, words(half), words(most)]),
    skill: standing?.skill,
    evidence: few(standing?.skill.evidence ?? 1),
    proof,
    poorInARow,
    falseWithdrawal: Math.round(100 * chanceOfWithdrawal(26, 0.5)),
  })
}
