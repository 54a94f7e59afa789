// The assessment and the timeline of a case, as its lead walks them: called by walk.test.ts, whose case is open by then.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assessmentsOf } from '#modules/assessments'
import { says, textOf, type Walk } from './cases-browser.test.ts'
import { actorOf } from './cases-site.test.ts'

export function assessing(walk: () => Walk): void {
  test('strengths come before risks on every page of the assessment, and the answers are read back', async () => {
    const start = `/assessments/new?file=${walk().file}`
    says(await walk().page('lead', start), /There is no score/)
    const check = await walk().send('lead', `/assessments/new/amend/${walk().file}`, {}, start)
    const first = String((await (await walk().as('lead')).get(check)).headers.location)
    assert.match(first, /\/words$/)
    says(await walk().refused('lead', first, {}), /Write what they say, or say below/)
    let at = await walk().send('lead', first, { matters: 'His sister', own_words: 'I want to sleep at night' })
    for (const context of ['individual', 'family', 'peer', 'school', 'community']) {
      assert.ok(at.endsWith(context), at)
      const body = await walk().page('lead', at)
      if (context === 'family')
        says(body, /May be read as the person&#39;s own use\. Say in the evidence which you mean/)
      assert.ok(body.indexOf('>Strengths<') > 0 && body.indexOf('>Strengths<') < body.indexOf('>Risks<'))
      at = await walk().send('lead', at, {
        ...found(context),
        [`weight-${context}`]: 'much',
        [`why-${context}`]: 'It matters',
      })
    }
    at = await walk().send('lead', at, { worker_view: 'He is tired, and brave' })
    says(await walk().page('lead', at), /Strengths: has family he can lean on|Strengths: [a-z]/)
    const kept = await walk().send('lead', at, {})
    const shown = await walk().page('lead', kept)
    says(shown, /I want to sleep at night/)
    says(shown, /He is tired, and brave/)
    says(shown, /OFFICIAL-SENSITIVE/)
  })

  test('an answer without its evidence and source is sent back', async () => {
    const check = await walk().send(
      'lead',
      `/assessments/new/amend/${walk().file}`,
      {},
      `/assessments/new?file=${walk().file}`,
    )
    const words = check.replace('/check', '/words')
    await walk().send('lead', words, { own_words: 'Still here' })
    const body = await walk().refused('lead', check.replace('/check', '/family'), {
      'state-risk.fam.dv': 'suspected',
      'weight-family': 'most',
      'why-family': 'Home',
    })
    says(body, /Say what you saw or were told/)
    says(body, /Say who it comes from/)
  })

  test('no page of an assessment shows a count of factors, a sum or a score, however many are present', async () => {
    const [kept] = await walk().site.database.asActor(actorOf('lead'), 'case', tx => assessmentsOf(tx, walk().file))
    for (const path of [`/assessments/${kept?.id}`, `/cases/${walk().file}`]) {
      const told = textOf(await walk().page('lead', path))
      assert.doesNotMatch(told, /\b(score|total|points?|high risk|low risk|rank)\b/i)
      assert.doesNotMatch(told, /\b\d+\s+(of\s+\d+\s+)?(strengths?|risks?|factors?|protective)/i)
      assert.doesNotMatch(told, /\b\d+\s*(\/|out of)\s*27\b/)
    }
  })

  test('a moment of now needs a named person of the team, starts a clock, and stands on that person’s first page', async () => {
    const path = `/assessments/timeline/${walk().file}/new`
    const event = {
      lane: 'trigger',
      what: 'Hurt in town',
      'from-year': '2026',
      'from-month': '11',
      lasted: 'once',
      account: 'person',
    }
    const nobody = await walk().refused('lead', path, { ...event, moment: 'now', hours: '24' })
    says(nobody, /Choose who goes/)
    assert.ok(!nobody.includes('Test teacher'), 'a teacher cannot read what the clock is for')
    await walk().send('lead', path, { ...event, moment: 'now', hours: '24', goer: actorOf('lead').id })
    await walk().send('lead', path, {
      ...event,
      lane: 'strength',
      what: 'His sister',
      'from-year': '',
      'from-month': '',
      fromAge: '3',
      lasted: 'ongoing',
      moment: 'no',
    })
    says(await walk().page('lead', '/'), /Go: somebody can be reached now/)
    const shown = await walk().page('lead', `/assessments/timeline/${walk().file}`)
    says(shown, /They can be reached now: somebody is to go/)
    says(shown, /by 21 November 2026 at 10:00am/)
    const moment = /name="moment" value="([^"]+)"/.exec(shown)?.[1] ?? ''
    await walk().send(
      'lead',
      `/assessments/timeline/${walk().file}/moment`,
      { moment, outcome: 'met', what_happened: 'We talked' },
      `/assessments/timeline/${walk().file}`,
    )
    says(await walk().page('lead', `/assessments/timeline/${walk().file}`), /The reachable moment was met/)
    assert.ok(!(await walk().page('lead', '/')).includes('Go: somebody'))
  })

  test('the picture of a life has its table, with strengths as a lane of their own', async () => {
    const shown = await walk().page('lead', `/assessments/timeline/${walk().file}`)
    assert.match(shown, /<svg[^>]+class="chart"/)
    says(shown, /Show as a table/)
    assert.match(shown, />Strengths</)
    says(shown, /from age 3, still going on/)
  })
}

/** One strength that is present where there is one of that name. */
const found = (context: string): Record<string, string> =>
  context === 'family'
    ? {
        'state-prot.fam.bonds': 'present',
        'evidence-prot.fam.bonds': 'His sister rings every day',
        'source-prot.fam.bonds': 'Told me himself',
        'seen-prot.fam.bonds': '20/11/2026',
        'told-prot.fam.bonds': 'His school',
      }
    : {}
