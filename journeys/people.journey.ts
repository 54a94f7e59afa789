import { buildCounty, buildPeople, demonstrationSeed } from '#example'
import { ukDay } from '#platform/clock'
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'

/** The pupil of the example's story: known to his school, to youth justice and to the hospital. */
function storyPupil(): { given: string; family: string; born: readonly string[] } {
  const { people, story } = buildPeople(demonstrationSeed, buildCounty(demonstrationSeed, ukDay(new Date())))
  const child = people.find(({ key }) => key === story.child)
  if (child === undefined) throw new Error('The example has no child of its story.')
  return { given: child.name.given, family: child.name.family, born: child.born.split('-') }
}

async function say(visitor: Visitor, { given, family, born }: ReturnType<typeof storyPupil>): Promise<void> {
  const [year = '', month = '', day = ''] = born
  await visitor.fill('Given name', given)
  await visitor.fill('Family name', family)
  await visitor.fill('Day', day)
  await visitor.fill('Month', month)
  await visitor.fill('Year', year)
}

walk('a police analyst asks about a pupil and learns only that he is known, and whom to ring', async visitor => {
  const pupil = storyPupil()
  await visitor.signIn('police-analyst')
  await visitor.open('/people', 403)
  await visitor.open('/people/known')
  await say(visitor, pupil)
  await visitor.choose('What do you ask for?', 'To keep a child or an adult safe now')
  await visitor.fill('Why do you ask?', 'His name was given at an incident last night.')
  await visitor.press('Ask')
  await visitor.reads('Whom to ring', 'Designated safeguarding leads', '01632 960001', 'Youth justice duty officer')
  await visitor.doesNotRead(pupil.family)
})

walk(
  'a practitioner opens a pupil’s school record in an emergency, and the governance lead reviews it',
  async visitor => {
    const pupil = storyPupil()
    await visitor.signIn('practitioner')
    await visitor.open('/break-glass')
    await visitor.follow('Open a record in an emergency')
    await visitor.select('Which agency holds the record?', 'Schools and academy trusts')
    await say(visitor, pupil)
    await visitor.fill('What is the emergency?', 'He may be met by people with knives at the school gate.')
    await visitor.press('Open the record')
    await visitor.reads('open to you for three hours', `${pupil.given} ${pupil.family}`, 'Emergency: He may be met')
    await visitor.signIn('governance-lead')
    await visitor.follow(/Review a record that Rachel Quillander opened/)
    await visitor.reads('He may be met by people with knives at the school gate.')
    await visitor.choose('Was it in order?', 'Yes, it was in order')
    await visitor.fill('Why?', 'I spoke to her and to the school: the threat was real.')
    await visitor.press('Record the review')
    await visitor.reads('Records opened in an emergency', 'In order')
  },
)

walk('a nurse searches before she makes a record, and sees who can read it', async visitor => {
  await visitor.signIn('nurse')
  await visitor.open('/people')
  await visitor.fill('Name', 'Marigold Winterbourne')
  await visitor.select('Why do you look for them?', 'To see whether we have a record already')
  await visitor.press('Search')
  await visitor.reads('Nothing that you may read')
  await visitor.follow('Make a new record')
  await visitor.fill('Given name', 'Marigold')
  await visitor.fill('Family name', 'Winterbourne')
  await visitor.choose('Sex as recorded', 'Female')
  await visitor.choose('What kind of record is it?', 'Someone we help')
  await visitor.press('Make the record')
  await visitor.reads('Marigold Winterbourne', 'Who can see this record, and why', 'Made the record')
  await visitor.follow('Change this record')
  await visitor.fill('Number, address or person', '07700 900456')
  await visitor.choose('How?', 'Telephone')
  await visitor.choose('Is it safe?', 'Ask them first')
  await visitor.press('Add it')
  await visitor.reads('07700 900456', 'Ask them first')
})
