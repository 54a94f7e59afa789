import assert from 'node:assert/strict'
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'

const seen = 'Two groups of pupils shouted across the bus station after school.'

/** Answers every question of the report from the start page to the page that shows all answers. */
async function answerEverything(visitor: Visitor): Promise<void> {
  await visitor.open('/tensions/report')
  await visitor.press('Start now')
  await visitor.choose('What is this about?', 'A place')
  await visitor.press('Continue')
  await visitor.select('Area', 'whole')
  await visitor.fill('Place (optional)', 'Bus station')
  await visitor.press('Continue')
  await visitor.fill('In your own words', seen)
  await visitor.choose('How do you know?', 'I saw it')
  await visitor.press('Continue')
  await visitor.choose('How sure are you?', 'Certain')
  await visitor.choose('How recent is it?', 'Today')
  await visitor.press('Continue')
  await visitor.choose('How did it come to you?', 'Through a school or college')
  await visitor.choose('Who may see it?', 'Analysts of the partnership')
  await visitor.press('Continue')
  assert.equal(await visitor.heading(), 'Check your answers')
}

walk('a teacher reports a tension, changes an answer before and after sending, and withdraws it', async visitor => {
  await visitor.signIn('teacher')
  await visitor.reads('To do next')
  await answerEverything(visitor)
  await visitor.reads(seen, 'Not one area, Bus station')
  await visitor.follow('Change how sure')
  await visitor.choose('How sure are you?', 'Likely')
  await visitor.press('Continue')
  assert.equal(await visitor.heading(), 'Check your answers')
  await visitor.reads(/How sure Likely/)
  await visitor.press('Send the report')
  await visitor.reads('Thank you. The analyst has your report.', 'Open. Reported', seen)
  await visitor.press('Change this report')
  await visitor.follow('Change where')
  await visitor.fill('Place (optional)', 'Railway station')
  await visitor.press('Continue')
  await visitor.press('Send the report')
  await visitor.reads('Your report was changed.', 'Railway station')
  await visitor.press('Withdraw this report', 422)
  await visitor.reads('Say why it is withdrawn')
  await visitor.fill('Why', 'It was settled by the school')
  await visitor.press('Withdraw this report')
  await visitor.reads('Your report was withdrawn.', 'Withdrawn. Reported')
  await visitor.doesNotRead('Change this report')
})

walk('a question left empty is asked again, with a list of what is missing that takes the focus', async visitor => {
  await visitor.signIn('teacher')
  await visitor.open('/tensions/report')
  await visitor.press('Start now')
  await visitor.press('Continue', 422)
  await hasFocusedSummary(visitor, 'Choose what this is about')
  await visitor.tab.getByRole('link', { name: 'Choose what this is about' }).click()
  assert.equal(await visitor.tab.evaluate('document.activeElement.id'), 'about')
  await visitor.choose('What is this about?', 'Something online')
  await visitor.press('Continue')
  await visitor.press('Continue', 422)
  await hasFocusedSummary(visitor, 'Choose the area')
  await visitor.select('Area', 'whole')
  await visitor.press('Continue')
  await visitor.fill('In your own words', 'Loud')
  await visitor.press('Continue', 422)
  await hasFocusedSummary(visitor, 'Say what was seen or heard, in a sentence or more')
  await visitor.reads('Choose how you know')
  assert.equal(await visitor.tab.getByLabel('In your own words').inputValue(), 'Loud')
})

async function hasFocusedSummary(visitor: Visitor, sentence: string): Promise<void> {
  const summary = visitor.tab.locator('.govuk-error-summary:focus')
  await summary.waitFor()
  assert.ok((await summary.innerText()).includes(sentence), `The summary says: ${await summary.innerText()}`)
  assert.match(await visitor.tab.title(), /^Error: /)
}

walk(
  'a youth worker reports a tension by keyboard alone',
  async visitor => {
    await visitor.signIn('youth-worker')
    await visitor.follow('Report a tension')
    await visitor.press('Start now')
    await visitor.choose('What is this about?', 'A group of people')
    await visitor.press('Continue')
    await visitor.select('Area', 'Not one area')
    await visitor.press('Continue')
    await visitor.fill('In your own words', 'Young people from two streets are saying they will not walk home alone.')
    await visitor.choose('How do you know?', 'I saw it')
    await visitor.press('Continue')
    await visitor.choose('How sure are you?', 'Certain')
    await visitor.choose('How recent is it?', 'Today')
    await visitor.press('Continue')
    await visitor.choose('How did it come to you?', 'A member of the public told us')
    await visitor.choose('Who may see it?', 'Analysts of the partnership')
    await visitor.press('Continue')
    await visitor.reads(/About A group of people/, /Where Not one area/)
    await visitor.press('Send the report')
    await visitor.reads('Thank you. The analyst has your report.')
  },
  { keyboard: true },
)

walk(
  'a nurse reports a tension on a phone that runs no scripts',
  async visitor => {
    await visitor.signIn('nurse')
    await answerEverything(visitor)
    await visitor.press('Send the report')
    await visitor.reads('Thank you. The analyst has your report.', seen)
    await visitor.open('/tensions')
    await visitor.reads('Not one area, Bus station')
  },
  { width: 320, script: false },
)

walk('a tension is read by its reporter and by analysts, and by nobody else', async visitor => {
  await visitor.signIn('fire-visitor')
  await answerEverything(visitor)
  await visitor.press('Send the report')
  const path = visitor.path
  await visitor.signIn('analyst')
  await visitor.open(path)
  await visitor.reads(seen)
  await visitor.doesNotRead('Change this report')
  await visitor.signIn('board-member')
  await visitor.open(path, 404)
  await visitor.signIn('practitioner')
  await visitor.open(path, 404)
})
