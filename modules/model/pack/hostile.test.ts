import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { PackError, parsePack, readPack } from '../pack.ts'
import { filesIn } from './files.ts'
import { describeProblem } from './problems.ts'

const partnerships = join(import.meta.dirname, '../../../partnerships')
const common = filesIn(join(partnerships, 'common'), [])
const warwickshire = filesIn(join(partnerships, 'warwickshire'), [])

/** Warwickshire's pack with one file changed. */
function changed(file: string, change: (text: string) => string) {
  const before = warwickshire.get(file) ?? ''
  const after = change(before)
  assert.notEqual(after, before, `the change to ${file} changed nothing`)
  return new Map(warwickshire).set(file, after)
}

function problemsOf(files: ReadonlyMap<string, string>, under = common): string[] {
  try {
    parsePack(files, under)
  } catch (error) {
    if (error instanceof PackError) return error.problems.map(describeProblem)
    throw error
  }
  return []
}

const factors = 'model/risk_factors.csv'
const replace = (from: string, to: string) => (text: string) => text.replace(from, to)
const addLine = (line: string) => (text: string) => `${text}${line}\n`
const dropLine = (start: string) => (text: string) =>
  text
    .split('\n')
    .filter(line => !line.startsWith(start))
    .join('\n')

test('the pack as it stands has no problem', () => {
  assert.deepEqual(problemsOf(warwickshire), [])
})

test('a missing column is named', () => {
  assert.deepEqual(problemsOf(changed(factors, replace('context_ours', 'context'))), [
    'model/risk_factors.csv, line 1, column context_ours: is missing from the first line',
    'model/risk_factors.csv, line 1, column context: is not a column of this file',
  ])
})

test('a column that stands twice is named', () => {
  assert.deepEqual(
    problemsOf(changed('strategy/horizons.csv', text => text.replaceAll('\n', ',\n').replace('note,', 'note,note'))),
    ['strategy/horizons.csv, line 1, column note: stands twice in the first line'],
  )
})

test('an id that does not exist is named with the file it should be in', () => {
  assert.deepEqual(
    problemsOf(changed('interventions/programmes.csv', replace('prot.sch.inclusion', 'prot.sch.inclusions'))),
    [
      'interventions/programmes.csv, line 2, column factors_ours: “prot.sch.inclusions” is not in model/risk_factors.csv or model/protective_factors.csv',
    ],
  )
})

test('a repeated id is named with the line it first stands on', () => {
  const first =
    'risk.ind.hyperactivity,Hyperactivity,Restless,individual,ft.determining,,S22,Risk factors,as_published,'
  assert.deepEqual(problemsOf(changed(factors, addLine(first))), [
    'model/risk_factors.csv, line 29, column id: “risk.ind.hyperactivity” already stands on line 2',
  ])
})

test('a status that is not one of three is named', () => {
  assert.deepEqual(problemsOf(changed(factors, replace('as_published', 'published'))), [
    'model/risk_factors.csv, line 2, column mapping_status: “published” must be one of as_published, platform_mapping, locally_confirmed',
  ])
})

test('a source that is not registered is named', () => {
  assert.deepEqual(problemsOf(changed('strategy/outcomes.csv', replace('S22', 'S23'))), [
    'strategy/outcomes.csv, line 2, column source_doc: “S23” is not in register/sources.csv',
  ])
})

test('a row of ours cannot be called published', () => {
  assert.deepEqual(problemsOf(changed('directory/categories.csv', replace('platform_mapping', 'as_published'))), [
    'directory/categories.csv, line 2, column mapping_status: a row whose source is “ours” cannot be as_published',
  ])
})

test('a lost line is noticed, in all and by context', () => {
  const without = changed(factors, dropLine('risk.peer.rejection'))
  assert.deepEqual(
    problemsOf(without).filter(problem => problem.startsWith(factors)),
    [
      'model/risk_factors.csv, line 1: holds 26 rows where 27 are expected',
      'model/risk_factors.csv, line 1, column context_ours: holds 2 rows of “peer” where 3 are expected',
    ],
  )
})

test('a row with too few cells is named', () => {
  assert.deepEqual(problemsOf(changed('strategy/outcomes.csv', addLine('out.8,8'))), [
    'strategy/outcomes.csv, line 9: has 2 cells where 8 are needed',
  ])
})

test('a word where a number belongs is named', () => {
  assert.deepEqual(problemsOf(changed('areas/published_scores.csv', replace('2017-18,10', '2017-18,ten'))), [
    'areas/published_scores.csv, line 2, column score: “ten” must be a number written with digits and a point',
  ])
})

test('broken quoting is a problem of its line, not a crash', () => {
  const [problem] = problemsOf(changed('strategy/outcomes.csv', replace('out.3,3,Front', 'out.3,3,"Fro"nt')))
  assert.match(problem ?? '', /^strategy\/outcomes\.csv, line 4: is not readable as CSV: /)
})

test('an empty file is a problem', () => {
  assert.deepEqual(problemsOf(changed('schools/whole_school.csv', () => '')), [
    'schools/whole_school.csv, line 1: is empty: the first line must name the columns',
  ])
})

test('a misspelt file name is refused', () => {
  assert.deepEqual(problemsOf(new Map(warwickshire).set('model/risk-factors.csv', 'id\n')), [
    'model/risk-factors.csv, line 1: is not a file of a content pack: see README.md',
  ])
})

test('a fault in the common pack is named as its own', () => {
  const broken = new Map(common).set('model/contexts.csv', 'id\n')
  assert.equal(
    problemsOf(warwickshire, broken)[0],
    'common/model/contexts.csv, line 1, column name: is missing from the first line',
  )
})

test('a wrong code in partnership.yaml is named with its line', () => {
  assert.deepEqual(problemsOf(changed('partnership.yaml', replace('county: E10000031', 'county: Warwickshire'))), [
    'partnership.yaml, line 8, column codes.county: must be an official code: E or W and eight digits',
  ])
})

test('unreadable YAML is named with its line', () => {
  const [problem] = problemsOf(changed('partnership.yaml', replace('name: Safer', 'name: [Safer')))
  assert.match(problem ?? '', /^partnership\.yaml, line \d+: is not readable as YAML: /)
})

test('a district that partnership.yaml does not name is a problem', () => {
  const found = problemsOf(changed('partnership.yaml', replace(', E07000222]', ']')))
  assert.deepEqual(found, [
    'places/districts.csv, line 6, column code: “E07000222” is not in partnership.yaml, codes.districts',
  ])
})

test('a printed average that does not follow must be a registered misprint', () => {
  const unregistered = changed('register/misprints.csv', dropLine('mis.bede'))
  assert.deepEqual(problemsOf(unregistered), [
    'areas/published_summaries.csv, line 10, column average_printed: the scores average 8.67: mend it, or register the misprint',
  ])
})

test('two index indicators of one edition never count the same records', () => {
  const indicators = common.get('areas/indicators.csv') ?? ''
  const again = indicators.replace(
    'ind.iod_crime,cf.crime,Crime domain,Crime as the Indices count it,overlap',
    'ind.iod_crime,cf.crime,Crime domain,Crime as the Indices count it,index',
  )
  const problems = problemsOf(warwickshire, new Map(common).set('areas/indicators.csv', again))
  assert.match(
    problems[0] ?? '',
    /^common\/areas\/indicators\.csv, line \d+, column lineages: “lin\.police_violence” is already counted by “ind\.violence”$/,
  )
})

const chapter = 'learning/journey/1-my-early-years.md'

test('a chapter that names no factor of ours is a problem of its line', () => {
  assert.deepEqual(problemsOf(changed(chapter, replace('{risk.fam.dv ', '{risk.fam.violence '))), [
    'learning/journey/1-my-early-years.md, line 19: “risk.fam.violence” is not a factor',
  ])
})

test('a chapter that leaves an action untold is a problem', () => {
  assert.deepEqual(problemsOf(changed(chapter, replace('- act.0_5.cw2\n', ''))), [
    'learning/journey/1-my-early-years.md, line 1: does not tell the action “act.0_5.cw2”',
  ])
})

test('a chapter without one of its sections is a problem', () => {
  assert.deepEqual(problemsOf(changed(chapter, replace('## To think about', '## Think'))), [
    'learning/journey/1-my-early-years.md, line 1: has no section “To think about”',
  ])
})

test('a chapter without a head is a problem', () => {
  assert.deepEqual(problemsOf(changed(chapter, text => text.slice(4))), [
    'learning/journey/1-my-early-years.md, line 1: must begin with a head between two lines of ---',
  ])
})

test('a file with a byte-order mark and Windows line ends reads the same', () => {
  const windows = changed(factors, text => `\uFEFF${text.replaceAll('\n', '\r\n')}`)
  assert.deepEqual(parsePack(windows, common).riskFactors, parsePack(warwickshire, common).riskFactors)
})

test('a local row takes the place of the common row with its key, and keeps its place in the order', () => {
  const local =
    'id,name,order,meaning,source_doc,source_section,mapping_status,note\nfamily,Home,2,Where they live,S22,Model,locally_confirmed,\n'
  const contexts = parsePack(new Map(warwickshire).set('model/contexts.csv', local), common).contexts
  assert.deepEqual(
    contexts.map(context => context.name),
    ['Individual', 'Home', 'Peer', 'School', 'Community'],
  )
})

test('a file that is not UTF-8 is named', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pack-'))
  writeFileSync(join(directory, 'partnership.yaml'), Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0xe9]))
  assert.throws(() => readPack(directory, join(partnerships, 'common')), {
    name: 'PackError',
    message: 'The content pack has 1 problem:\npartnership.yaml, line 1: is not UTF-8 text',
  })
  rmSync(directory, { recursive: true })
})

test('a pack without partnership.yaml and places is told what it needs', () => {
  const problems = problemsOf(new Map())
  assert.deepEqual(
    problems.filter(problem => problem.includes('every pack needs it')),
    [
      'partnership.yaml, line 1: is missing, and every pack needs it',
      'places/csps.csv, line 1: is missing, and every pack needs it',
      'places/districts.csv, line 1: is missing, and every pack needs it',
    ],
  )
})

test('an error lists twenty problems and says how many more there are', () => {
  const broken = changed('directory/services.csv', text => text.replaceAll('as_published', 'published'))
  const worse = new Map(broken).set(
    'strategy/statements.csv',
    (warwickshire.get('strategy/statements.csv') ?? '').replaceAll('as_published', 'published'),
  )
  assert.throws(() => parsePack(worse, common), /^PackError: The content pack has 37 problems:[\s\S]+and 17 more$/)
})
