import type { Visitor } from '../harness/visitor.ts'
import { inDays, type Step, type Story } from './story.ts'

/** Keeps the figures of the month: once at the beginning, so that a measure can move. */
export async function takeFigures(visitor: Visitor): Promise<void> {
  await visitor.signIn('coordinator')
  await visitor.open('/measures')
  await visitor.press('Take the figures of this month')
}

/** Says how far the analytical tool has come, and files what shows it. */
async function fileEvidence(visitor: Visitor): Promise<void> {
  await visitor.open('/commitments/com.p2')
  await visitor.choose('How far it has come', 'Under way')
  await visitor.fillDay('Since which day', inDays(0))
  await visitor.fill('Why', 'The watchlist was used at a meeting of the Tactical group.')
  await visitor.press('Write it down')
  await visitor.choose('Kind of evidence', 'A decision of a group')
  await visitor.fillDay('When it happened', inDays(0))
  await visitor.fill('What it shows', 'A conflict was found early, talked about and is calm.')
  await visitor.press('File the evidence')
}

/** The board sees that something moved and what shows it, and nobody's name. */
async function readBoard(visitor: Visitor, { child }: Story): Promise<void> {
  await visitor.signIn('board-member')
  await visitor.follow('Read the board’s page')
  await visitor.reads('What moved')
  await visitor.doesNotRead('No measure moved')
  await visitor.doesNotRead(child.given)
  await visitor.doesNotRead(child.family)
  await visitor.open('/commitments/com.p2')
  await visitor.reads('A conflict was found early, talked about and is calm.')
}

/** The chair, as the second person, agrees to everything that waits to be opened for requests. */
export async function agreeToOpenings(visitor: Visitor): Promise<void> {
  await visitor.signIn('chair')
  await visitor.open('/subject-access/openings')
  const waits = visitor.tab.locator('main a[href^="/subject-access/openings/"]')
  for (let left = await waits.count(); left > 0; left--) {
    await visitor.goBy(waits.first())
    await visitor.choose('Do you agree?', 'Yes, open it')
    await visitor.fill('Why?', 'The letter was seen.')
    await visitor.press('Answer')
    await visitor.reads('The record is open to whoever asked.')
  }
}

/** The child asks what is held on them: every record is found, opened and told back. */
async function answerRequest(visitor: Visitor, story: Story): Promise<void> {
  const [day = '', month = '', year = ''] = (story.made.get('born') ?? '').split('/')
  await visitor.signIn('governance-lead')
  await visitor.open('/subject-access/new')
  await visitor.choose('What do they ask for?', 'What is held on them (subject access)')
  await visitor.fill('Given name', story.child.given)
  await visitor.fill('Family name', story.child.family)
  for (const [box, figure] of Object.entries({ Day: day, Month: month, Year: year }))
    await visitor.fill(box, figure, 'Date of birth')
  await visitor.fill('Who asks', `${story.child.given} ${story.child.family}, through the form tutor`)
  await visitor.choose('How may they ask?', 'For themselves')
  await visitor.fillDay('Day on which the request came', inDays(0))
  await visitor.fill('How identity was proved', 'The form tutor brought him.')
  await visitor.press('Write it down')
  await visitor.press('Find what is held')
  await visitor.tickAll('records')
  await visitor.press('Ask for the records to be opened')
  const request = visitor.tab.url()
  await agreeToOpenings(visitor)
  await visitor.signIn('governance-lead')
  await visitor.open(new URL(request).pathname)
  await visitor.follow('Read the pack')
  await visitor.reads(
    'I just want it to stop.',
    'People think I look for it.',
    'I want to walk home without looking over my shoulder.',
    'It was all right.',
    'I do not look over my shoulder now.',
    'Somebody listened before it got worse.',
    'Who looked at it, or was told',
  )
}

export const answering: Step = {
  title:
    'The board sees a measure move and a commitment evidenced, and no name; the child is told everything that is held',
  async run(visitor, story) {
    await takeFigures(visitor)
    await fileEvidence(visitor)
    await readBoard(visitor, story)
    await answerRequest(visitor, story)
  },
}
