import { decline, referFriends, repeat, shortForm, transfer } from './endings.ts'
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'

walk('a referral is begun, left, taken up again and sent by its shortest path', async visitor => {
  await visitor.signIn('fire-visitor')
  await visitor.open('/referrals/new')
  await visitor.press('Start now')
  await visitor.choose('Whom or what is this about?', 'A place')
  await visitor.press('Continue')
  await visitor.open('/referrals')
  await visitor.follow(/^Go on with what you began/)
  await visitor.fill('The place', 'The steps behind the leisure centre')
  await visitor.press('Continue')
  await visitor.fill('What you think it means (opinion)', 'Young people are afraid to walk there.')
  await visitor.press('Continue')
  await visitor.tick('I am not sure')
  await visitor.press('Continue')
  await visitor.choose('How soon is help needed?', 'In the next weeks')
  await visitor.press('Continue')
  await visitor.press('Send the referral')
  await visitor.reads('Received. The coordinator sorts it.')
})

/** A group is referred; of two referrals about one person the first is declined, and the second is a repeat that goes elsewhere. */
async function fourEndings(visitor: Visitor, name: string): Promise<void> {
  await visitor.signIn('fire-visitor')
  const group = await referFriends(visitor)
  const first = await shortForm(visitor, name, 'He is afraid to go home past the shops.')
  const second = await shortForm(visitor, name, 'Somebody waited for him again on Tuesday.')
  await visitor.signIn('coordinator')
  await decline(visitor, first)
  await repeat(visitor, second)
  await transfer(visitor)
  await visitor.open(group)
  await visitor.reads('Friends at the basketball court', 'They were threatened online by another group.')
  await visitor.signIn('fire-visitor')
  await visitor.open(second)
  await visitor.reads('Closed for you. It was read and somebody decided what happens next.')
}

walk(
  'a group of friends is referred, one referral is declined, a second is a repeat, and goes to another area: by keyboard alone on a phone',
  visitor => fourEndings(visitor, 'Wilf Anderthorn'),
  { keyboard: true, width: 320 },
)

walk(
  'a group of friends is referred once more, with the refusal, the repeat and the other area, in a browser that runs no scripts',
  visitor => fourEndings(visitor, 'Perrin Ashmallow'),
  { script: false },
)

walk('a coordinator keeps a list of referrals, the clocks, and an organisation that has no account', async visitor => {
  await visitor.signIn('coordinator')
  await visitor.open('/referrals')
  await visitor.follow('Nobody sorts it yet')
  await visitor.unfold('Narrow the list, or keep it')
  await visitor.fill('Keep this list under a name', 'Free ones')
  await visitor.press('Keep this list')
  await visitor.reads('Free ones')
  await visitor.follow('By when they are sorted')
  await visitor.reads('Bank holidays in England', 'Christmas Day')
  await visitor.open('/referrals')
  await visitor.follow('Organisations without accounts')
  await visitor.fill('What is it called?', 'Riverside Boxing Club')
  await visitor.fill('Whom to ask for', 'The safeguarding lead')
  await visitor.fill('E-mail address for links', 'lead@club.example.org')
  await visitor.fill('Telephone number to ring', '01632 960009')
  await visitor.press('Put it on record')
  await visitor.press('Send a link')
  await visitor.reads('A link is on its way')
  await visitor.open('/referrals/outside')
})
