// The pages of an assessed file as its team walks them: side by side, what was told already, identity, and programmes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Clock } from '#platform/clock'
import { record } from '#platform/ledger'
import { secretsOf } from '#platform/secrets'
import { openSite } from '#platform/testing/site'
import {
  actorOf,
  addStaff,
  bonds,
  fillFile,
  makeFile,
  modules,
  now,
  Team,
  talk,
  violence,
  whole,
} from './assessments-site.test.ts'
import { instrument } from './instrument.ts'
import { addAssessment, addTalk, assessmentsOf, changedSince, chosenProgrammes } from './module.ts'
import { personalData } from './offers.ts'
import { keepInstrument } from './store/instruments.ts'

describe('the pages of an assessed file', () => {
  const clock: Clock = { now: () => now }
  let team: Team
  let made: { file: string; person: string }
  let [first, second] = ['', '']

  const asLead = <T>(work: Parameters<typeof team.site.database.asActor<T>>[2]) =>
    team.site.database.asActor(actorOf('lead'), 'case', work)

  before(async () => {
    const site = await openSite({ modules, clock, fill: ({ database }) => addStaff(database) })
    team = new Team(site)
    made = await makeFile(site.database, secretsOf(site.config))
    await fillFile(site.database, made.file)
    await asLead(async tx => {
      const calmer = { ...violence, state: 'not present', evidence: 'Nobody sees it now' } as const
      const school = { ...bonds, factor: 'prot.sch.inclusion', context: 'school', label: 'Belongs at school' } as const
      const more = {
        instrument: 'second',
        made_on: '2026-11-20',
        own_words: 'I sleep now',
        content_note: 'Speaks of violence',
      }
      await addAssessment(tx, made.file, { ...whole, ...more, factors: [bonds, calmer, school] }, now)
      const [newest, oldest] = await assessmentsOf(tx, made.file)
      ;[first, second] = [oldest?.id ?? '', newest?.id ?? '']
    })
  })
  after(() => team.site.close())

  test('two assessments stand side by side, the earlier first whichever was asked for, each with its words and reasons', async () => {
    for (const path of [`/assessments/${first}/beside/${second}`, `/assessments/${second}/beside/${first}`]) {
      const words = await team.words('lead', path)
      assert.match(words, /1 October 2026 20 November 2026 How they see it I want to sleep I sleep now/)
      assert.match(words, /New strengths: school; risks no longer there: individual/)
      assert.match(words, /Before you read on: Speaks of violence/)
      assert.match(words, /They say: “Home is fine”/)
      assert.match(words, /They were asked with other words/)
    }
  })

  test('how the first and the newest differ is told in words, to those alone who read assessments', async () => {
    assert.deepEqual(await asLead(tx => changedSince(tx, made.file)), {
      words: 'New strengths: school; risks no longer there: individual',
      ...{ from: '2026-10-01', to: '2026-11-20', href: `/assessments/${first}/beside/${second}` },
    })
    const { database } = team.site
    assert.equal(await database.asActor(actorOf('teacher'), 'case', tx => changedSince(tx, made.file)), undefined)
  })

  test('no page of change shows a count, a sum or a score', async () => {
    for (const path of [`/assessments/${first}/beside/${second}`, `/assessments/${second}/programmes`]) {
      const words = await team.words('lead', path)
      assert.doesNotMatch(words, /\b(total|points?|high risk|low risk|rank|per cent)\b|%/i)
      assert.doesNotMatch(words, /\b\d+\s+(of\s+\d+\s+)?(strengths?|risks?|factors?|reasons?)/i)
    }
  })

  test('an assessment beside itself, or beside one of another file, is not found; a teacher of the team sees none of it', async () => {
    assert.equal((await (await team.as('lead')).get(`/assessments/${first}/beside/${first}`)).statusCode, 404)
    assert.equal((await (await team.as('outsider')).get(`/assessments/${first}/beside/${second}`)).statusCode, 404)
    for (const path of [`identity/${made.file}`, `told/${made.file}`, `${second}/programmes`])
      assert.equal((await (await team.as('teacher')).get(`/assessments/${path}`)).statusCode, 403, path)
  })

  test('what they told already stands in one list, and before a new assessment begins', async () => {
    const words = await team.words('lead', `/assessments/told/${made.file}`)
    assert.match(words, /Hurt in town Told to The nurse/)
    assert.match(words, /Close family ties Told to His school/)
    assert.match(
      await team.words('lead', `/assessments/new?file=${made.file}`),
      /They told this already.*Hurt in town: told to The nurse/,
    )
  })

  test('a draft is found again on the first page of its file, and goes on with the words that it was begun with', async () => {
    const path = `/assessments/new?file=${made.file}`
    const begun = await team.send('lead', `/assessments/new/amend/${made.file}`, {}, path)
    assert.match(await team.words('lead', path), /Go on with what you last changed on/)
    assert.doesNotMatch(await team.words('colleague', path), /Go on with what you last changed/)
    const draft = begun.split('/').at(-2) ?? ''
    await asLead(async tx => {
      const { factors } = await instrument(tx)
      const old = factors.map(it => ({ ...it, label: `As it was worded: ${it.label}` }))
      await keepInstrument(tx, { version: 'older', factors: old }, now)
      await sql`update draft set answers = answers || '{"instrument": "older"}' where id = ${draft}::uuid`.execute(tx)
      await record(tx, { action: 'write', kind: 'assessment instrument' })
    })
    assert.match(await team.words('lead', `/assessments/new/${draft}/family`), /As it was worded: /)
  })

  test('the first assessment of another file begins though the words are kept already', async () => {
    const { file } = await makeFile(team.site.database, secretsOf(team.site.config))
    assert.match(
      await team.send('lead', `/assessments/new/amend/${file}`, {}, `/assessments/new?file=${file}`),
      /^\/assessments\/new\/.*\/check$/,
    )
  })

  test('everything of an assessment is open for printing, with the readiness of both beside each other', async () => {
    const page = await team.page('lead', `/assessments/${second}?print=yes`)
    assert.match(page, /<details class="govuk-details" open>/)
    assert.match(
      await team.words('lead', `/assessments/${second}`),
      /What they say they are ready for: To talk.*What the worker thinks they are ready for: To meet/,
    )
  })

  test('the words of every version of the instrument can be read again', async () => {
    const words = await team.words('lead', '/assessments/instrument')
    assert.match(words, /The words of today: version [0-9a-f]{8}/)
    assert.match(words, /Version first, first used on 20 November 2026/)
  })

  describe('the identity model', () => {
    const path = () => `/assessments/identity/${made.file}`
    const on = { 'held-day': '19', 'held-month': '11', 'held-year': '2026', given: 'read back' }

    test('a step without words, a parent without a name for who they are, and no yes or no are each sent back', async () => {
      const bare = await team.send('lead', `${path()}/new?voice=carer`, { ...on, 'rating-idn.moral': '4' })
      assert.match(bare, /^422/)
      assert.match(bare, /Say who it is, such as mother/)
      assert.match(bare, /Write what they say about it, beside the step/)
      assert.match(bare, /Say whether the young person may read it/)
      assert.match(bare, /Say whether another parent or carer may read it/)
    })
    test('four people speak: each parent’s answers stay off the child’s sheet and the other’s, the child’s off theirs; the worker’s yes counts for all', async () => {
      const mother = {
        ...on,
        whose: 'Mother',
        'words-idn.moral': 'He lies to me',
        'rating-idn.moral': '1',
        toPerson: 'no',
        toCarer: 'no',
      }
      assert.match(await team.send('lead', `${path()}/new?voice=carer`, mother), /identity/)
      const father = { ...mother, whose: 'Father', 'words-idn.moral': 'He takes after her' }
      assert.match(await team.send('lead', `${path()}/new?voice=carer`, father), /identity/)
      const worker = {
        ...on,
        'words-idn.moral': 'He keeps his word',
        'rating-idn.moral': '3',
        toPerson: 'yes',
        toCarer: 'yes',
      }
      assert.match(await team.send('lead', `${path()}/new?voice=worker`, worker), /identity/)
      const own = { ...on, 'words-idn.moral': 'I walked away', 'rating-idn.moral': '4', toCarer: 'no' }
      assert.match(await team.send('lead', `${path()}/new?voice=person`, own), /identity/)
      const all = await team.words('lead', path())
      for (const said of ['He lies to me', 'He keeps his word', 'I walked away', 'I told them no'])
        assert.ok(all.includes(said), said)
      assert.match(all, /They see it differently, so talk about it: moral/)
      const childs = await team.words('lead', `${path()}?for=person`)
      assert.deepEqual(
        [childs.includes('I walked away'), childs.includes('He keeps his word'), childs.includes('He lies to me')],
        [true, true, false],
      )
      const page = await team.page('lead', path())
      const links = [...page.matchAll(/href="[^"]*(\?for=carer[^"]*)"/g)].map(([, query = '']) =>
        query.replace('&amp;', '&'),
      )
      const said = ['I walked away', 'He keeps his word', 'He lies to me', 'He takes after her']
      const shown = await Promise.all(
        links.map(async query => {
          const sheet = await team.words('lead', `${path()}${query}`)
          return said.map(words => sheet.includes(words))
        }),
      )
      // Hers, his, and one for whoever has not spoken.
      assert.deepEqual(shown, [
        [false, true, true, false],
        [false, true, false, true],
        [false, true, false, false],
      ])
      const other = `${path()}?for=carer&whose=${made.file}`
      assert.equal((await (await team.as('lead')).get(other)).statusCode, 404)
    })
    test('in the pack that answers their own request, a parent’s words and a worker’s wait for a person to read them first', async () => {
      const sections = await asLead(tx => personalData(tx, made.person))
      const of = (end: RegExp) => sections.find(({ heading }) => end.test(heading))
      assert.match(of(/Identity.*parent or carer \(Mother\)/)?.withhold ?? '', /ask them first/)
      assert.match(of(/Identity.*The worker/)?.withhold ?? '', /Read it first/)
      assert.match(of(/Identity.*The young person/)?.withhold ?? '', /Give it to nobody but them/)
      assert.deepEqual(of(/Programmes that were thought of/)?.rows.length, 1)
      const unread = sections.filter(({ withhold }) => withhold === undefined).map(({ heading }) => heading)
      assert.ok(
        unread.every(heading => /^Identity.*The young person$/.test(heading)),
        unread.join(),
      )
      assert.match(JSON.stringify(of(/^Assessment/)?.rows), /"Seen on":"\d{4}-\d\d-\d\d"/)
      assert.match(JSON.stringify(sections), /"What to be ready for before reading":"Speaks of violence"/)
    })
    test('a chair of the team reads it and writes none of it', async () => {
      await team.page('chair', path())
      assert.match(await team.send('chair', `${path()}/new?voice=person`, on, path()), /^403/)
    })
    test('what its door takes is what its page shows', async () => {
      await asLead(tx => addTalk(tx, made.file, { ...talk, held_on: '2026-11-20', shown_to_carer: true }, now))
      assert.match(await team.words('lead', path()), /May be shown to a parent or carer as well/)
    })
  })

  test('a programme is suggested with its reason, chosen by a person, and stands for the plan', async () => {
    const path = `/assessments/${second}/programmes`
    const words = await team.words('lead', path)
    assert.match(words, /Builds on a strength: close family ties/)
    assert.match(words, /Nobody has said how many places there are/)
    assert.match(
      await team.send('lead', path, { programme: 'prg.carers', why: '' }),
      /^422.*Choose whether to offer it/,
    )
    const choice = { programme: 'prg.carers', choice: 'offer', why: 'His aunt holds him', they_say: 'She is all right' }
    assert.match(await team.send('lead', path, choice), /programmes/)
    const chosen = await asLead(tx => chosenProgrammes(tx, made.file))
    assert.deepEqual(
      chosen.map(it => [it.programme, it.reasons[0]]),
      [
        ['prg.carers', 'Builds on a strength: close family ties'],
        ['prg.exit', 'x'],
      ],
    )
    await team.send('lead', path, { ...choice, choice: 'not now', why: 'She moved away' })
    assert.deepEqual(
      (await asLead(tx => chosenProgrammes(tx, made.file))).map(it => it.programme),
      ['prg.exit'],
    )
  })
})
