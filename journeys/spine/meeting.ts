import type { Visitor } from '../harness/visitor.ts'
import { takeFigures } from './answering.ts'
import { inDays, made, type Step, type Story } from './story.ts'

export async function planMeeting(visitor: Visitor, group: string, chair: string, days: number): Promise<string> {
  await visitor.signIn('coordinator')
  await visitor.open(`/meetings/groups/${group}`)
  await visitor.press('Plan a meeting')
  await visitor.fillDay('Day', inDays(days))
  await visitor.fill('Place (optional)', 'Shire Hall')
  await visitor.select('Chair', chair)
  await visitor.press('Plan the meeting')
  return visitor.path
}

/** Puts everything on the agenda that somebody asked the group to talk about. */
export async function buildAgenda(visitor: Visitor): Promise<void> {
  const waiting = visitor.tab.getByRole('button', { name: /^Put on the agenda/ })
  while ((await waiting.count()) > 0) await visitor.goBy(waiting.first())
}

async function contribute(visitor: Visitor, story: Story, by: string, words: string, shows: string): Promise<void> {
  await visitor.signIn(by)
  await visitor.open(made(story, 'tactical item'))
  await visitor.fill('What do you know or think?', words)
  await visitor.choose('Is it fact or opinion?', 'Fact')
  await visitor.choose('What does it show?', shows)
  await visitor.press('Tell the group')
  await visitor.reads(words)
}

async function decide(visitor: Visitor, story: Story): Promise<void> {
  await visitor.signIn('coordinator')
  await visitor.open(made(story, 'tactical item'))
  await visitor.choose('What is decided?', 'Pass it to another group')
  await visitor.fill(
    'The decision in words',
    'Talk with both groups first; officers stay visible at the bridge after school.',
  )
  await visitor.fill('Why it was decided', 'It is early, and help reaches further than enforcement now.')
  await visitor.press('Write down the decision')
  await visitor.unfold('Raise an action from the decision')
  await visitor.fill('What is to be done', 'Be seen at the canal bridge after school for two weeks')
  await visitor.fill('Why it is needed', 'Pupils say that they do not feel safe there.')
  await visitor.select('Who is to do it', 'Ryan Netherquist, Intelligence lead, Tactical Group, Warwickshire Police')
  await visitor.fillDay('By when', inDays(14))
  await visitor.press('Propose the action')
  await visitor.choose('To which group?', /Interventions Group/)
  await visitor.fill('Why, and what you ask of them', 'Please offer help to the young people around this.')
  await visitor.press('Pass it on')
  await visitor.reads('Passed to the', 'Interventions Group')
}

/** Whoever is asked finds it among what is theirs to do next. */
async function acceptAction(visitor: Visitor): Promise<void> {
  await visitor.signIn('intelligence-lead')
  await visitor.follow(/Be seen at the canal bridge/)
  await visitor.press('Accept')
  await visitor.reads('Accepted')
}

async function acceptStep(visitor: Visitor): Promise<void> {
  await visitor.signIn('chair')
  await visitor.follow(/^Accept or refuse/)
  await visitor.choose('Your answer', 'We accept it')
  await visitor.fill('Why', 'Both schools and the youth club sit in this group.')
  await visitor.press('Send the answer')
  await visitor.reads('It was accepted')
}

export const meeting: Step = {
  title:
    'The Tactical group meets: agenda, contributions, a decision with reasons, an action, and a step to the Interventions Group',
  async run(visitor, story) {
    await takeFigures(visitor)
    story.made.set(
      'interventions meeting',
      await planMeeting(visitor, 'grp.interventions', 'Beatrice Copperwell, Warwickshire County Council', 7),
    )
    story.made.set(
      'tactical meeting',
      await planMeeting(visitor, 'grp.tactical', 'Ryan Netherquist, Warwickshire Police', 0),
    )
    await buildAgenda(visitor)
    await visitor.follow(/conflict/i)
    story.made.set('tactical item', visitor.path)
    await contribute(
      visitor,
      story,
      'intelligence-lead',
      'Two calls to the bridge in a week; no weapon was seen.',
      'Something that worries us',
    )
    await contribute(
      visitor,
      story,
      'coordinator',
      'Both schools have a trusted adult whom pupils name.',
      'Something that helps',
    )
    await decide(visitor, story)
    await acceptAction(visitor)
    await acceptStep(visitor)
  },
}
