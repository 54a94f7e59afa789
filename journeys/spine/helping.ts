import type { Visitor } from '../harness/visitor.ts'
import { inDays, made, type Step, type Story } from './story.ts'

async function openCase(visitor: Visitor, story: Story): Promise<void> {
  await visitor.signIn('coordinator')
  await visitor.open(made(story, 'referral'))
  await visitor.press('Open a case')
  await visitor.select('Who leads the case?', 'Rachel Quillander, Youth justice practitioner, Youth Justice Service')
  await visitor.tick('Imogen Larkenshaw, Teacher and safeguarding lead, Schools and academy trusts')
  await visitor.fill('Why is the case opened?', 'To get through school safely, after an injury and threats.')
  await visitor.press('Open the case')
  story.made.set('case', visitor.path)
}

const contexts = ['Individual', 'Family', 'Friends and peers', 'School', 'Community']

/** Strengths first: one of each context that is seen, and in a word how much that part of life matters now. */
async function assess(visitor: Visitor, story: Story): Promise<void> {
  await visitor.signIn('practitioner')
  await visitor.open(made(story, 'case'))
  await visitor.follow('Assessment')
  await visitor.press('Start now')
  await visitor.fill('What matters to them? (optional)', 'His brother, football and getting a grade in art.')
  await visitor.fill('How do they see it?', 'People think I look for it. I just do not want to look scared.')
  await visitor.press('Save and continue')
  for (const context of contexts) {
    await visitor.reads(context)
    await visitor.choose('It…', context === 'Friends and peers' ? 'Matters most now' : 'Matters')
    await visitor.fill('Why?', 'Both talks came back to it, and his tutor says the same.')
    await visitor.press('Save and continue')
  }
  await visitor.fill('How do you see it?', 'He is loyal and careful; the threats left him no way to step back.')
  await visitor.press('Save and continue')
  await visitor.press('Keep the assessment')
  await visitor.reads('People think I look for it')
}

async function addToTimeline(
  visitor: Visitor,
  story: Story,
  lane: string,
  what: string,
  when: Readonly<Record<'Day' | 'Month' | 'Year', string>>,
): Promise<void> {
  await visitor.open(made(story, 'case'))
  await visitor.follow('Timeline')
  await visitor.press('Add to the timeline')
  await visitor.choose('Where does it belong?', lane)
  await visitor.fill('What happened?', what)
  for (const [box, figure] of Object.entries(when)) await visitor.fill(box, figure, 'When did it begin?')
  await visitor.choose('How long did it last?', 'It happened once')
  await visitor.choose('Whose account is it?', 'Their own account')
  await visitor.choose('Could they be reached then?', 'No')
  await visitor.press('Put it on the timeline')
  await visitor.reads(what)
}

/** A plan of one goal, agreed by the person and a parent. `more` fills in what else its form asks for. */
export async function plan(visitor: Visitor, story: Story, more?: () => Promise<void>): Promise<void> {
  await visitor.open(made(story, 'case'))
  await visitor.follow('Plan')
  await visitor.press('Make a plan')
  await visitor.fill('What do they want? (goal 1)', 'I want to walk home without looking over my shoulder.')
  await visitor.choose('Whose words are these? (goal 1)', 'Their own words')
  await visitor.fill(
    'Steps towards it (goal 1)',
    'Walk with a friend and the youth worker twice a week\nTalk with the other group, both willing',
  )
  await visitor.select('Programme of the catalogue (optional)', 'Warwickshire Identity Programme')
  await visitor.fill('Why this programme?', 'Being strong without having to fight.')
  await more?.()
  await visitor.press('Save the plan')
  await visitor.press('Record who agrees')
  await visitor.choose('Do they agree to the plan?', 'Yes')
  await visitor.fill('How were they asked? (the person)', 'Face to face, read out together')
  await visitor.choose('Does a parent or carer agree to the plan?', 'Yes')
  await visitor.fill('How were they asked? (a parent or carer)', 'At home with his mother')
  await visitor.choose('Do they agree to take part?', 'Yes')
  await visitor.fill('How were they asked? (taking part)', 'Face to face')
  await visitor.fillDay('When were they asked?', inDays(0))
  await visitor.press('Save who agrees')
  await visitor.reads('Agreed on')
}

export const helping: Step = {
  title:
    'The child is assessed by five contexts, strengths first and in their own words; a life timeline; a plan agreed by child and parent',
  async run(visitor, story) {
    await openCase(visitor, story)
    await assess(visitor, story)
    const year = String(Number(story.made.get('born')?.split('/')[2]) + 9)
    await addToTimeline(visitor, story, 'Strength', 'Art won a prize at primary school', {
      Day: '',
      Month: '',
      Year: year,
    })
    await addToTimeline(visitor, story, 'Determining', 'His grandmother died', { Day: '', Month: '3', Year: year })
    await plan(visitor, story)
  },
}
