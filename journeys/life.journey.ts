// A life told: from before birth to 21 and over, entered as a case, and read back by its timeline, its contexts, three voices, the plan
// and everything by date. Once by keyboard alone on a phone, once where no scripts run. He says no to a plan, and his case is handed on.
import assert from 'node:assert/strict'
import type { Server } from './harness/server.ts'
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'
import { type Entered, enterLife } from './life/entering.ts'
import { events, grown } from './life/told.ts'
import { inDays } from './spine/story.ts'

const phone = 320

/** One thing more is put on the timeline: a date that cannot be is sent back with what was written, and then a moment of today. */
async function addToday(visitor: Visitor, { file }: Entered): Promise<void> {
  await visitor.open(`/assessments/timeline/${file}/new`)
  await visitor.choose('Where does it belong?', 'Impact or trigger')
  await visitor.fill('What happened?', 'An old debt is called in')
  await visitor.fill('Day', '31', 'When did it begin?')
  await visitor.fill('Month', '2', 'When did it begin?')
  await visitor.fill('Year', String(inDays(0).getFullYear()), 'When did it begin?')
  await visitor.choose('How long did it last?', 'It happened once')
  await visitor.choose('Whose account is it?', 'Their own account')
  await visitor.choose('Could they be reached then?', 'Yes, now: somebody is to go')
  await visitor.choose('By when does somebody go?', 'Within 24 hours')
  await visitor.select('Who goes?', 'Rachel Quillander, Youth Justice Service')
  await visitor.press('Put it on the timeline', 422)
  await visitor.reads('Enter a real date')
  assert.equal(await visitor.tab.getByLabel('What happened?', { exact: true }).inputValue(), 'An old debt is called in')
  await visitor.fillDay('When did it begin?', inDays(0))
  await visitor.press('Put it on the timeline')
  await visitor.reads('They can be reached now: An old debt is called in', 'Rachel Quillander goes, by')
}

async function wasReached(visitor: Visitor): Promise<void> {
  await visitor.unfold('Say whether they were reached')
  await visitor.choose('Did you reach them?', 'Yes, help came')
  await visitor.fill('What happened?', 'We sat in the van, and he told me who.')
  await visitor.press('Save what happened')
  await visitor.reads('Of 8 reachable moments, 5 were missed')
}

/** Every event stands in the picture's own text and in its table, with the age that belongs to it. */
async function readTimeline(visitor: Visitor): Promise<void> {
  const drawn = (await visitor.tab.locator('.picture svg:visible').first().textContent()) ?? ''
  const told = drawn.replace(/\s+/g, '')
  for (const { what } of events)
    assert.ok(told.includes(what.replace(/\s+/g, '')), `The picture does not say "${what}".`)
  await visitor.unfold('Show as a table')
  await visitor.reads(
    /Mother young, unwell and alone/,
    'before birth',
    '5 to 7',
    'What stands before age 0 was before birth',
  )
  for (const { what } of events) await visitor.reads(what)
}

async function readContexts(visitor: Visitor, { assessment, file }: Entered): Promise<void> {
  await visitor.open(assessment)
  await visitor.reads('Nobody ever asked me what I would change.', 'His son is why he wants a different life')
  await visitor.reads(
    'Individual Matters.',
    'Family Matters most now.',
    'School Matters.',
    'Community Matters less now.',
  )
  await visitor.open(`/assessments/identity/${file}`)
  await visitor.reads('I do not take kids along any more.', 'He still goes cold when he is afraid.', 'soft little boy')
}

/** He is asked, and says no: the plan stays a draft. The next time of asking he says yes. */
async function askTwice(visitor: Visitor, { case: to }: Entered): Promise<void> {
  await askHim(visitor, to, 'No')
  await visitor.reads('Draft: not agreed yet', 'Not with the van parked outside my sister’s.')
  await askHim(visitor, to, 'Yes')
  await visitor.reads('Agreed, and not signed off yet', 'I want out, and nobody hurt for it.')
  await visitor.reads('Where they can go tonight if they must', 'Builds on: Close and steady family ties')
}

async function askHim(visitor: Visitor, to: string, answer: 'Yes' | 'No'): Promise<void> {
  await visitor.open(`${to}/plan/agreement`)
  await visitor.choose('Do they agree to the plan?', answer)
  await visitor.fill('How were they asked? (the person)', 'Face to face, read out together')
  if (answer === 'No') await visitor.fill('Why not? (the person)', 'Not with the van parked outside my sister’s.')
  await visitor.choose('Does a parent or carer agree to the plan?', 'Not asked')
  await visitor.fill('Why not? (a parent or carer)', 'He is grown, and asks us not to.')
  await visitor.choose('If a parent or carer was not asked: why not?', 'They are an adult')
  await visitor.choose('Do they agree to take part?', 'Yes')
  await visitor.fill('How were they asked? (taking part)', 'Face to face')
  await visitor.fillDay('When were they asked?', inDays(0))
  await visitor.press('Save who agrees')
}

/** The case goes to somebody else, who says yes; whoever led it leads it until then. */
async function handOn(visitor: Visitor, { case: to }: Entered): Promise<void> {
  await visitor.open(`${to}/transfer`)
  const marcus = 'Marcus Pemberlow, Violence prevention coordinator, Warwickshire County Council'
  await visitor.select('Who takes over?', marcus)
  await visitor.fill('Why is it handed over?', 'I move to another team.')
  await visitor.fill('What do you pass on, and how do the two of you meet them together?', 'We go to him on Friday.')
  await visitor.press('Ask them to take it over')
  await visitor.reads('Waiting for an answer')
  await visitor.signIn('coordinator')
  await visitor.open(`${to}/transfer`)
  await visitor.choose('Your answer', 'Yes, I take it over')
  await visitor.fill('How will you meet them, or why can you not?', 'On Friday, with Rachel.')
  await visitor.press('Send my answer')
  await visitor.reads('You lead the case from now on')
}

async function readByDate(visitor: Visitor, { case: to }: Entered): Promise<void> {
  await visitor.open(`${to}/timeline`)
  await visitor.reads(
    'Plan, version 1',
    'Nobody ever asked me what I would change.',
    'asked Marcus Pemberlow to take the case',
  )
  await visitor.open(`${to}/print`)
  await visitor.choose('What do you print it for?', 'For a handover')
  await visitor.fill('Who gets it?', 'Marcus Pemberlow')
  await visitor.press('Make the page to print')
  await visitor.reads('I want my son to know where I am on a Sunday.')
}

/** A case ends with another service only when somebody over there has said yes. */
async function closeToOthers(visitor: Visitor, { case: to }: Entered): Promise<void> {
  await visitor.open(`${to}/outcome`)
  await visitor.press('Close the case')
  await visitor.select('How did it end?', 'Handed over to another service: another service fits better')
  await visitor.fill('How did it come to this?', 'He lives near the work that he found.')
  await visitor.choose('How did it go with goal 1?', 'Partly met')
  await visitor.choose('How did it go with goal 2?', 'Met')
  await visitor.fill('What do they say of the help they had?', 'You kept coming back.')
  await visitor.press('Close the case', 422)
  await visitor.reads('Say who takes over', 'Say who over there accepted it: until then, help goes on here')
  await visitor.fill('Who takes over? (optional)', 'The outreach team by his work')
  await visitor.fill('How did they meet, and what was passed on?', 'On the bench by the gate, with his plan.')
  await visitor.fill('Who over there said yes?', 'The lead of the team')
  await visitor.fillDay('When did they say yes?', inDays(0))
  await visitor.press('Close the case')
  await visitor.reads('The case is closed.', 'Closed.')
  await visitor.follow('Outcome')
  await visitor.reads('The outreach team by his work', 'The lead of the team')
}

async function tellLife(visitor: Visitor, { origin }: Server, given: string, family: string): Promise<void> {
  const entered = await enterLife(origin, grown(given, family))
  await visitor.signIn('practitioner')
  await addToday(visitor, entered)
  await wasReached(visitor)
  await readTimeline(visitor)
  await readContexts(visitor, entered)
  await askTwice(visitor, entered)
  await handOn(visitor, entered)
  await readByDate(visitor, entered)
  await closeToOthers(visitor, entered)
}

walk(
  'a life is told, by keyboard alone on a phone: from before birth to 25, by timeline, contexts, voices and plan; a no, a case handed on, and closed to another service',
  (visitor, server) => tellLife(visitor, server, 'Jory', 'Fenwillow'),
  { keyboard: true, width: phone },
)

walk(
  'a life is told again, in a browser that runs no scripts',
  (visitor, server) => tellLife(visitor, server, 'Alder', 'Quarrington'),
  { script: false },
)
