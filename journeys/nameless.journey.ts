// Help around a case: a session for a group by head-count, a talk that takes no name, a mentor who is chosen with the person, what an
// employer may be told until it is taken back, what a programme tells the service that supports partners, and a debrief of a worker.
import { openCase } from './assessing.journey.ts'
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'
import { inDays } from './spine/story.ts'

async function groupSession(visitor: Visitor): Promise<void> {
  await visitor.signIn('youth-worker')
  await visitor.open('/help-without-a-name')
  await visitor.follow('Sessions for groups')
  await visitor.press('Record a session for a group')
  await visitor.press('Save the session for the group', 422)
  await visitor.reads('Enter how many came, as a whole number from 1 to 2000')
  await visitor.select('Which programme?', 'Street Doctors: first aid and knife awareness')
  await visitor.fill('Where?', 'The youth club')
  await visitor.choose('Who was it for?', 'Young people')
  await visitor.fill('How many came?', '14')
  await visitor.tick('Weapons and first aid', 'What was it about?')
  await visitor.press('Save the session for the group')
  await visitor.reads('It names nobody who came', '14 came (young people)')
  await visitor.follow(/^Strike it out/)
  await visitor.press('Strike it out', 422)
  await visitor.choose('What is wrong with it?', 'The number is wrong')
  await visitor.press('Strike it out')
  await visitor.reads('It no longer counts', 'Struck out: the number is wrong.')
}

async function talk(visitor: Visitor): Promise<void> {
  await visitor.signIn('practitioner')
  await visitor.open('/talks')
  await visitor.press('Record a talk without a name')
  await visitor.choose('What kind of place?', 'Street or park')
  await visitor.choose('About how old are they?', '16 to 17')
  await visitor.tick('A way out', 'What did you talk about?')
  await visitor.tick('Another talk', 'What did you offer?')
  await visitor.choose('Do they stay unnamed?', 'They stay unnamed')
  await visitor.press('Save the talk')
  await visitor.reads('The talk is written down without a name', 'Age: 16 to 17. About a way out')
}

async function offerMentor(visitor: Visitor): Promise<void> {
  await visitor.open('/mentors')
  await visitor.press('Offer a mentor')
  await visitor.fill('What is the mentor called?', 'Elspeth Rowanbrook')
  await visitor.fill('Which languages do they speak?', 'English and Polish')
  await visitor.fill('What do they like to do, or know about?', 'Baking, and running a small shop')
  await visitor.tick('Weekday evenings', 'When can they meet?')
  await visitor.fill('How many people can they take at once?', '1')
  await visitor.choose('Which check was made?', 'Enhanced')
  await visitor.fillDay('When was it made?', inDays(-30))
  await visitor.fillDay('When does it run out?', inDays(700))
  await visitor.press('Offer the mentor')
  await visitor.reads('The mentor is offered.', '1 of 1 free')
}

async function match(visitor: Visitor, file: string): Promise<void> {
  await visitor.open(`${file}/mentor`)
  const mentor = await visitor.tab.locator('#mentor option', { hasText: 'Elspeth Rowanbrook' }).innerText()
  await visitor.select('Which mentor?', mentor)
  await visitor.fill('Why this mentor?', 'He would like to bake for a living.')
  await visitor.fill('What do they think of it?', 'She sounds kind.')
  await visitor.press('Match them')
  await visitor.reads('They have a mentor.', 'She sounds kind.')
  await visitor.open('/mentors')
  await visitor.reads('0 of 1 free', 'They are full')
}

async function employer(visitor: Visitor, file: string): Promise<void> {
  await visitor.open(`${file}/employers`)
  await visitor.reads('Nobody may be told anything.')
  await visitor.fill('Which employer or provider?', 'The bakery')
  await visitor.choose('What may they be told?', 'When they can come')
  await visitor.fill('The exact words that may be told', 'He can come each morning from seven.')
  await visitor.fill('How did they agree?', 'Face to face, after I read it out.')
  await visitor.press('Save what they agreed to')
  await visitor.reads('What The bakery may be told', 'He can come each morning from seven.')
  await visitor.tick('The bakery: When they can come, “He can come each morning from seven.”', 'What were they told?')
  await visitor.fill('Whom did you tell there?', 'The shift manager')
  await visitor.press('Save what you told them')
  await visitor.reads('Told to The shift manager on')
  await visitor.select('What do they take back?', 'The bakery: When they can come')
  await visitor.press('Take it back')
  await visitor.reads('Nobody may be told anything.', 'taken back on')
  await visitor.doesNotRead('He can come each morning from seven.')
}

/** A programme tells the service that supports partners, one way: who sent it reads nothing of it again. */
async function partner(visitor: Visitor, file: string): Promise<void> {
  await visitor.open(`${file}/plan/pathway`)
  await visitor.choose('Which kind of help?', 'Work with people who use domestic abuse')
  await visitor.fill('Why this one, and what do they say of it?', 'He wants to stop.')
  await visitor.press('Choose this kind of help')
  await visitor.open(`${file}/programme-news`)
  await visitor.reads('This goes one way.')
  const send = async (what: string | RegExp, words: string): Promise<void> => {
    await visitor.open(`${file}/programme-news`)
    await visitor.select('Which service?', 'Refuge, Warwickshire Domestic Violence Service')
    await visitor.choose('What do you tell them?', what)
    await visitor.fill('What do they need to know?', words)
    await visitor.press('Send it')
  }
  await send('Somebody whom they could offer support', 'Odile Fernmarsh, who lived with him until May.')
  await send(/partner, a former partner or a child/, 'He said that he waits for her after work.')
  await visitor.open('/partner-support')
  await visitor.reads('Nothing waits.')
}

/** The service is told at once, acts on the concern, supports somebody, and says what came of the other. */
async function support(visitor: Visitor): Promise<void> {
  await visitor.signIn('partner-support')
  await visitor.open('/inbox')
  await visitor.reads('A safety concern came for your team. Read it now')
  await visitor.open('/partner-support')
  await visitor.reads('He said that he waits for her after work.', 'They ask you to make contact')
  await visitor.follow(/^Support somebody, or say what came of it/)
  await visitor.press('Save what came of it', 422)
  await visitor.reads('Choose what came of it')
  await visitor.fill('What is their first name?', 'Odile')
  await visitor.fill('What is their last name?', 'Fernmarsh')
  await visitor.press('Open their support')
  await visitor.reads('Must not know: The person on the programme', '1 safety concern to act on')
  await visitor.choose('What do they want?', 'They want us to be in touch')
  await visitor.fill('What did they say? (in their words)', 'Ring me at work.')
  await visitor.fill('How and where were they asked?', 'By telephone, while he was at work.')
  await visitor.press('Save what they chose')
  await visitor.choose('What happened?', 'We acted on a safety concern')
  await visitor.fill(
    'What happened, in a few words?',
    'We made a safety plan with her, and her employer walks her to the bus.',
  )
  await visitor.press('Save what happened')
  await visitor.reads('Ring me at work.', 'We acted on a safety concern')
  await visitor.open('/partner-support')
  await visitor.follow(/^Support somebody, or say what came of it/)
  await visitor.choose('What came of it?', 'We support them already')
  await visitor.fill('What did you do, or why not?', 'It is the same person.')
  await visitor.press('Save what came of it')
  await visitor.reads('Nothing waits.')
}

/** A worker asks a colleague for a debrief; the colleague writes down that it took place. */
async function lookAfter(visitor: Visitor): Promise<void> {
  await visitor.open('/staff-care')
  await visitor.reads('This is about how you are. It is never a record of performance.')
  await visitor.press('Ask for a debrief, or plan supervision')
  await visitor.choose('What would you like?', 'A debrief, after something that was hard')
  const colleague = visitor.tab.locator('#supporter option', { hasText: 'oordinator' }).first()
  await visitor.select('With whom?', await colleague.innerText())
  await visitor.fillDay('On which day, or by which day?', inDays(3))
  await visitor.press('Ask your colleague')
  await visitor.reads('Only you and your colleague see it.')
  await visitor.fill('A note for yourself', 'I think of that evening.')
  await visitor.press('Keep my note')
  const path = new URL(visitor.tab.url()).pathname
  await visitor.signIn('coordinator')
  await visitor.open(path)
  await visitor.doesNotRead('I think of that evening.')
  await visitor.tick('Time off the rota', 'What will be done for them?')
  await visitor.press('Save that it took place')
  await visitor.reads('It took place on', 'Time off the rota')
}

walk(
  'help around a case: a group counted by heads, a talk that takes no name, a mentor chosen with them, and what an employer may know',
  async visitor => {
    await groupSession(visitor)
    await talk(visitor)
    await offerMentor(visitor)
    const child = { given: 'Perrin', family: 'Ashmeadow', day: '3', month: '4', year: '2008' }
    const file = (await openCase(visitor, child)).split('?')[0] ?? ''
    await visitor.signIn('practitioner')
    await match(visitor, file)
    await employer(visitor, file)
    await partner(visitor, file)
    await support(visitor)
    await visitor.signIn('practitioner')
    await lookAfter(visitor)
  },
  { longest: 240_000 },
)
