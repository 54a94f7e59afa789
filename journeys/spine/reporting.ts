import type { Visitor } from '../harness/visitor.ts'
import type { Step, Story } from './story.ts'

type Report = {
  readonly by: string
  readonly about: string
  readonly what: string
  readonly basis: string
  readonly sureness: string
  readonly provenance: string
}

function reportsOf({ groups: [one, other] }: Story): Report[] {
  return [
    {
      by: 'teacher',
      about: 'A group of people',
      what: `${one} say that ${other.toLowerCase()} sent them threats online, and that it will be settled after school.`,
      basis: 'Someone who was there told me',
      sureness: 'Likely',
      provenance: 'Through a school or college',
    },
    {
      by: 'youth-worker',
      about: 'A group of people',
      what: `Young people at the club will not walk home past the canal bridge since ${other.toLowerCase()} were chased there.`,
      basis: 'I saw it',
      sureness: 'Certain',
      provenance: 'A member of the public told us',
    },
    {
      by: 'police-analyst',
      about: 'A place',
      what: 'A resident rang the police: two groups of pupils shouted threats at each other by the canal bridge, on two days.',
      basis: 'Someone who was there told me',
      sureness: 'Likely',
      provenance: 'A member of the public told us',
    },
  ]
}

async function report(visitor: Visitor, story: Story, it: Report): Promise<void> {
  await visitor.signIn(it.by)
  await visitor.follow('Report a tension')
  await visitor.press('Start now')
  await visitor.choose('What is this about?', it.about)
  await visitor.press('Continue')
  await visitor.select('Area', story.area)
  await visitor.fill('Place (optional)', 'Canal bridge')
  await visitor.press('Continue')
  await visitor.fill('In your own words', it.what)
  await visitor.choose('How do you know?', it.basis)
  await visitor.press('Continue')
  await visitor.choose('How sure are you?', it.sureness)
  await visitor.choose('How recent is it?', 'Today')
  await visitor.press('Continue')
  await visitor.choose('How did it come to you?', it.provenance)
  await visitor.choose('Who may see it?', 'Analysts of the partnership')
  await visitor.press('Continue')
  await visitor.press('Send the report')
  await visitor.reads('Thank you. The analyst has your report.')
}

export const reporting: Step = {
  title: 'A teacher, a youth worker and a resident through the police report a tension between two groups of pupils',
  async run(visitor, story) {
    for (const it of reportsOf(story)) {
      await report(visitor, story, it)
      story.made.set(`report of the ${it.by}`, visitor.path)
    }
  },
}
