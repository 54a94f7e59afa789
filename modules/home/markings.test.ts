// Every page that shows a person carries OFFICIAL-SENSITIVE. A page is marked unless it is known to show nobody, so a new template is
// marked from its first day; what these tests hold is the list of those that are not, and the names of files that leave.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { markingOf } from '#platform/markings'
import { unmarked } from './unmarked.ts'

const root = new URL('../..', import.meta.url).pathname
const text = (path: string): string => readFileSync(`${root}${path}`, 'utf8')
const templates = globSync('modules/*/views/*.njk', { cwd: root }).map(path => path.replace(/^modules\//, ''))

// What a template of a person's page reads, by the names that this house gives such fields.
const ofPeople =
  /given_?name|family_?name|known_?as|\bborn\b|born_?In|own_?words|peer_?group|reach_?safety|must_?not_?know|nhs_?number|subject_label|life_?event/i

/** The fields of people that an unmarked template reads, between its braces. */
function peopleIn(template: string): string[] {
  const read = [...template.matchAll(/\{[{%]([\s\S]*?)[%}]\}/g)].map(([, inside = '']) => inside)
  return read.flatMap(inside => ofPeople.exec(inside)?.[0] ?? [])
}

describe('markings', () => {
  test('somebody who is signed in reads OFFICIAL-SENSITIVE on a template that nobody has listed', () => {
    assert.equal(markingOf('new/views/new.njk', {}, true, new Set(unmarked)), 'OFFICIAL-SENSITIVE')
    assert.equal(
      markingOf('people/views/person.njk', { marking: undefined }, true, new Set(unmarked)),
      'OFFICIAL-SENSITIVE',
    )
  })

  test('a page without sign-in, and one that is listed, carry none; what a page says of itself comes first', () => {
    assert.equal(markingOf('new/views/new.njk', {}, false, new Set(unmarked)), undefined)
    assert.equal(markingOf('areas/views/areas.njk', {}, true, new Set(unmarked)), undefined)
    assert.equal(markingOf('incidents/views/trends.njk', { marking: 'OFFICIAL' }, true, new Set(unmarked)), 'OFFICIAL')
  })

  test('every template on the list of those without a marking exists', () => {
    const house = globSync('platform/views/*.njk', { cwd: root }).map(path => path.replace(/^platform\/views\//, ''))
    assert.deepEqual(
      unmarked.filter(it => !templates.includes(it) && !house.includes(it)),
      [],
    )
  })

  test('no template on that list reads a field of a person', () => {
    const found = unmarked
      .filter(it => it.includes('/'))
      .flatMap(it => peopleIn(text(`modules/${it}`)).map(field => `${it}: ${field}`))
    assert.deepEqual(found, [])
  })

  test('a planted name, day of birth or group of friends on such a page is found', () => {
    assert.deepEqual(peopleIn('<td>{{ it.given_name }}</td>{% if row.born %}'), ['given_name', 'born'])
    assert.deepEqual(peopleIn('<p>{{ peerGroup.name | upper }}</p>'), ['peerGroup'])
    assert.deepEqual(peopleIn('<p>Where they were born</p>{{ title }}'), [])
  })

  test('modules about people have no page on that list but the duty desks', () => {
    const about = /^(people|referrals|assessments|cases|conflicts)\//
    assert.deepEqual(
      unmarked.filter(it => about.test(it)),
      ['people/views/desks.njk'],
    )
  })

  // Where files leave, and why each may carry its name. A new place goes here only with the marking, or with a reason.
  const leaving: Readonly<Record<string, string>> = {
    'modules/incidents/pages/exports.ts': 'the marking of its table',
    'modules/home/imports/pages.ts': 'the marking',
    'modules/areas/pages/export.ts': 'open data',
    'modules/areas/pages/index.ts': 'a picture of open data',
    'modules/early-warning/pages/register.ts': 'sealed predictions about places and conflicts, by their numbers',
    'modules/early-warning/pages/papers.ts': 'papers about a model',
    'modules/sharing/pages/law.ts': 'the law',
    'modules/sharing/pages/pack.ts': 'the marking',
    'modules/sharing/pages/files.ts': 'the marking',
  }
  const code = globSync('modules/**/*.ts', { cwd: root }).filter(path => !path.endsWith('.test.ts'))
  const senders = code.filter(path => /\bdownload\(|kind: 'file'/.test(text(path)))

  test('every place from which a file leaves is known', () => {
    assert.deepEqual(senders.filter(path => leaving[path] === undefined && !/calendar/.test(text(path))).sort(), [])
  })

  for (const [path, why] of Object.entries(leaving).filter(([, why]) => why.includes('marking')))
    test(`${path} names its files with ${why}`, () => {
      assert.match(text(path), /(`\$\{(marking|officialSensitive)\}-|marking \?\? '')/)
    })

  test('print has the marking at the head and the foot of every sheet', () => {
    const css = text('platform/assets/breakwater.css')
    assert.match(css, /@page marked \{[^}]*@top-center \{[^}]*OFFICIAL-SENSITIVE/)
    assert.match(css, /@page marked[\s\S]*@bottom-center \{[^}]*OFFICIAL-SENSITIVE/)
    assert.match(text('platform/views/layout.njk'), /bw-marked/)
  })
})
