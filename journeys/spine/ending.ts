import type { Visitor } from '../harness/visitor.ts'
import { inDays, made, type Step, type Story } from './story.ts'

export async function recordSession(visitor: Visitor, story: Story, worker = 'practitioner'): Promise<void> {
  await visitor.signIn(worker)
  await visitor.open(made(story, 'case'))
  await visitor.follow('Sessions')
  await visitor.press('Record a session')
  await visitor.fillDay('When?', inDays(0))
  await visitor.fill('Where?', 'The youth club')
  await visitor.choose('Did they come?', 'Came')
  await visitor.fill('Who was there?', 'The youth worker and a friend')
  await visitor.fill('What did you do together?', 'Walked the way home and talked about what being strong means.')
  await visitor.fill('What did they say of it? (optional)', 'It was all right. I want to do it again.')
  await visitor.press('Save the session')
  await visitor.reads('It was all right.')
}

async function recordReview(visitor: Visitor, story: Story): Promise<void> {
  await visitor.open(made(story, 'case'))
  await visitor.follow('Reviews')
  await visitor.press('Record a review')
  await visitor.fillDay('When was the review?', inDays(0))
  await visitor.fill('What has changed since last time?', 'He walks home with friends; no threats for weeks.')
  await visitor.fill('What do they say?', 'I do not look over my shoulder now.')
  await visitor.choose('What happens now?', 'Ready to close')
  await visitor.fill('Why?', 'His goal is met, and his tutor stays in touch.')
  await visitor.press('Save the review')
}

async function close(visitor: Visitor, story: Story): Promise<void> {
  await visitor.open(made(story, 'case'))
  await visitor.follow('Outcome')
  await visitor.press('Close the case')
  await visitor.fillDay('When did it end?', inDays(0))
  await visitor.select('How did it end?', 'As planned: what worried us has eased')
  await visitor.fill('How did it come to this?', 'He did it himself, with a friend and a youth worker beside him.')
  await visitor.choose('How did it go with goal 1?', 'Met')
  await visitor.fill('What do they say of the help they had?', 'Somebody listened before it got worse.')
  await visitor.press('Close the case')
  await visitor.reads('The case is closed.')
}

/** The conflict is calm, and whoever reported a tension hears that it is closed. */
async function calm(visitor: Visitor, story: Story): Promise<void> {
  await visitor.signIn('intelligence-lead')
  await visitor.open(made(story, 'conflict'))
  await visitor.press('Record that it is calm')
  await visitor.fill('Why it is calm', 'No new report for weeks, and both schools see the groups apart and at ease.')
  await visitor.fillDay('When to look at it again', inDays(42))
  await visitor.press('Record that it is calm')
  await visitor.fill('Why they are closed', 'It was talked over with both groups, and it is calm.')
  await visitor.press('Close these reports')
  await visitor.signIn('teacher')
  await visitor.open(made(story, 'report of the teacher'))
  await visitor.reads('Closed', 'It was talked over with both groups, and it is calm.')
}

export const ending: Step = {
  title: 'Sessions, a review and an outcome in the child’s words; the conflict is calm, and the tension closes',
  async run(visitor, story) {
    await recordSession(visitor, story)
    await recordReview(visitor, story)
    await close(visitor, story)
    await calm(visitor, story)
  },
}
