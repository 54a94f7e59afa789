import type { Visitor } from '../harness/visitor.ts'
import { made, type Step, type Story } from './story.ts'

const idOf = (address: string): string => address.split('/').at(-1) ?? ''

/** Ticks a report by its own words, and says how far things had gone. */
async function openConflict(visitor: Visitor, story: Story): Promise<void> {
  const [one, other] = story.groups
  await visitor.signIn('police-analyst')
  await visitor.open(made(story, 'report of the teacher'))
  await visitor.follow('Open a conflict from this report')
  for (const by of ['teacher', 'youth-worker', 'police-analyst']) {
    const report = idOf(made(story, `report of the ${by}`))
    await visitor.tickValue('reports', report)
    await visitor.selectById(`stage_${report}`, 'Threats')
  }
  await visitor.fill('Neutral name of the first group', one)
  await visitor.fill('What the people of the first group share', 'A school year')
  await visitor.choose('About how many people are in the first group?', '5 to 9')
  await visitor.fill('Where the size of the first group comes from', 'Two schools')
  await visitor.tick('The other group is known')
  await visitor.fill('Neutral name of the other group', other)
  await visitor.fill('What the people of the other group share', 'A school year')
  await visitor.choose('About how many people are in the other group?', '10 or more')
  await visitor.fill('Where the size of the other group comes from', 'Two schools')
  await visitor.select('Where it shows most', story.area)
  await visitor.press('Open the conflict')
  story.made.set('conflict', visitor.path)
}

/** The analyst works out the list, and asks the Tactical group to talk about one of its entries. */
export async function askAbout(visitor: Visitor, name: string | RegExp, why: string): Promise<void> {
  await visitor.open('/watchlist')
  await visitor.follow(name)
  await visitor.choose('What do you decide?', 'Put it on the agenda of the Tactical group')
  await visitor.fill('Why', why)
  await visitor.press('Save the decision')
}

export const watching: Step = {
  title:
    'The watchlist raises the place and the conflict, with the reports that moved it, and the analyst puts both on the agenda',
  async run(visitor, story) {
    await openConflict(visitor, story)
    await visitor.signIn('analyst')
    await visitor.open('/watchlist')
    await visitor.press('Work out the watchlist')
    await visitor.waitForWork()
    await visitor.open('/watchlist')
    await visitor.reads('How it did before', story.area, story.groups[0])
    await askAbout(
      visitor,
      new RegExp(story.groups[0]),
      'Three reports in one week, from a school, a club and a resident.',
    )
    await askAbout(visitor, story.area, 'Three fresh reports lie here, more than chance explains.')
    await visitor.reads('What moved it most', 'It is on the agenda of the Tactical group.')
  },
}
