import type { Visitor } from '../harness/visitor.ts'
import { type Child, made, type Step, type Story } from './story.ts'

const nameOf = ({ given, family }: Child): string => `${given} ${family}`

/** Answers what is asked of a group and of a child alike, and stops at how they can be reached. */
async function answerWorries(visitor: Visitor, moment: string): Promise<void> {
  await visitor.fill('What and who helps', 'A form tutor whom they trust, and football on Thursdays.')
  await visitor.press('Continue')
  await visitor.fill('In their own words', 'I just want it to stop.')
  await visitor.press('Continue')
  await visitor.fill('What you saw or know yourself (fact)', 'Threats went round online before it happened.')
  await visitor.press('Continue')
  await visitor.tick('I am not sure')
  await visitor.press('Continue')
  await visitor.choose('Has something happened that could open a door?', moment)
  await visitor.press('Continue')
  await visitor.choose('How soon is help needed?', 'In the next day or two')
  await visitor.press('Continue')
}

/** The youth justice service asks for help for a group of friends; nobody is named. */
async function referGroup(visitor: Visitor, story: Story): Promise<void> {
  await visitor.signIn('practitioner')
  await visitor.open('/peer-groups/new')
  await visitor.fill('A name for the group', `${story.groups[0]} who meet at the bridge`)
  await visitor.fill('What do they share?', 'A school year, football, and a worry about the way home')
  await visitor.fill('About how many are they?', '6')
  await visitor.select('Area (optional)', story.area)
  await visitor.press('Save the group')
  await visitor.press('Refer for help')
  await visitor.press('Start now')
  await visitor.press('Continue')
  await answerWorries(visitor, 'A conflict between groups')
  await finish(visitor)
  story.made.set('referral of the group', visitor.path)
}

/** The date of birth as the school's own record has it. The second child of these walks is written down first. */
async function knownToSchool(visitor: Visitor, story: Story): Promise<Child> {
  await visitor.signIn('teacher')
  if (story.child.year !== '') return writeDown(visitor, story)
  await visitor.open('/people')
  await visitor.fill('Name', nameOf(story.child))
  await visitor.select('Why do you look for them?', 'To help them')
  await visitor.press('Search')
  await visitor.follow(nameOf(story.child))
  story.made.set('record of the school', visitor.path)
  const [day = '', month = '', year = ''] = (await visitor.said('Date of birth')).split(' ')
  return { ...story.child, day, month: String(new Date(`${month} 1, 2000`).getMonth() + 1), year }
}

async function writeDown(visitor: Visitor, { child, made: addresses }: Story): Promise<Child> {
  await visitor.open('/people/new')
  await nameThem(visitor, child)
  await visitor.choose('Sex as recorded', 'Not known')
  await visitor.choose('What kind of record is it?', 'Someone we help')
  await visitor.press('Make the record')
  addresses.set('record of the school', visitor.path)
  return child
}

export async function nameThem(visitor: Visitor, child: Child): Promise<void> {
  await visitor.fill('Given name', child.given)
  await visitor.fill('Family name', child.family)
  await visitor.fill('Day', child.day, 'Date of birth')
  await visitor.fill('Month', child.month, 'Date of birth')
  await visitor.fill('Year', child.year, 'Date of birth')
}

/** A nurse asks for help for one child, at a moment when they can be reached. Answers where the referral stands. */
export async function referChild(visitor: Visitor, child: Child): Promise<string> {
  await visitor.signIn('nurse')
  await visitor.follow('Refer somebody for help')
  await visitor.press('Start now')
  await visitor.choose('Whom or what is this about?', 'One person')
  await visitor.press('Continue')
  await nameThem(visitor, child)
  await visitor.press('Continue')
  await answerWorries(visitor, 'Hurt, and seen in hospital or by a nurse')
  await visitor.choose('Can somebody get in touch with them?', 'Yes, but ask me first')
  await visitor.fill('How?', 'Through their form tutor')
  await visitor.press('Continue')
  await finish(visitor)
  return visitor.path
}

/** The three answers on telling others, and what is asked for fairness alone. */
async function finish(visitor: Visitor): Promise<void> {
  await visitor.choose('Do they agree to get help?', 'Yes, they and a parent or carer agree')
  await visitor.press('Continue')
  if ((await visitor.heading()) === 'Do they know that you tell us?') {
    await visitor.choose('Do they know that you tell us?', 'Yes')
    await visitor.press('Continue')
  }
  if ((await visitor.heading()) === 'Why does the law let you tell us?') {
    await visitor.choose(
      'Why does the law let you tell us?',
      'It is part of what my organisation must do by law for the public (public task)',
    )
    await visitor.press('Continue')
  }
  if ((await visitor.heading()) === 'Are all treated alike?') await visitor.press('Continue')
  await visitor.press('Send the referral')
}

/** The coordinator looks before making a record, asks who knows the child, and writes down that two records are one person. */
async function sort(visitor: Visitor, story: Story, child: Child): Promise<void> {
  await visitor.signIn('coordinator')
  await visitor.open(made(story, 'referral'))
  await visitor.follow('Find or make their record')
  await visitor.reads('No record that you may read looks like them')
  await visitor.press('Make a record of your agency')
  await visitor.open('/people/known')
  await nameThem(visitor, child)
  await visitor.choose('What do you ask for?', 'To prevent serious violence')
  await visitor.fill('Why do you ask?', 'A nurse asked for help for this child after an injury.')
  await visitor.press('Ask')
  await visitor.reads('Schools and academy trusts')
}

/** After the telephone call the school lets the coordinator's team read its record. */
async function letRead(visitor: Visitor, story: Story): Promise<void> {
  await visitor.signIn('teacher')
  await visitor.open(made(story, 'record of the school'))
  await visitor.follow('Let another agency read it, or end that')
  await visitor.select('Which agency?', 'Warwickshire County Council')
  await visitor.choose('What do they need it for?', 'To plan help together with whoever helps already')
  await visitor.fill('Why do they need it?', 'They plan help after an injury, and the child agrees.')
  await visitor.press('Let them read it')
  await visitor.reads('Warwickshire County Council')
}

async function accept(visitor: Visitor, story: Story): Promise<void> {
  await visitor.signIn('coordinator')
  await visitor.open(made(story, 'referral'))
  await visitor.follow(/^The record of/)
  story.made.set('record of the council', visitor.path)
  await visitor.follow(/^Compare with/)
  await visitor.choose('What do you know?', 'They are the same person')
  await visitor.fill('How do you know?', 'The school and the nurse both named the form tutor.')
  await visitor.press('Record it')
  await visitor.open(made(story, 'referral'))
  await decideToHelp(visitor)
  await visitor.reads('Accepted')
}

/** The coordinator has the referral open, weighs it and accepts it. */
export async function decideToHelp(visitor: Visitor): Promise<void> {
  await visitor.fillEach('ser-', 'Weighed with the nurse and the school.')
  await visitor.choose('What is decided?', 'Accept for the Interventions Group')
  await visitor.fill('Why?', 'They asked for help at a moment when it can reach them.')
  await visitor.press('Record the decision')
}

export const referring: Step = {
  title:
    'The youth justice service asks for help for a group, a nurse for one child; the coordinator finds the child whom the school knows',
  async run(visitor, story) {
    await referGroup(visitor, story)
    const child = await knownToSchool(visitor, story)
    story.made.set('referral', await referChild(visitor, child))
    await sort(visitor, story, child)
    await letRead(visitor, story)
    await accept(visitor, story)
    story.made.set('born', [child.day, child.month, child.year].join('/'))
  },
}
