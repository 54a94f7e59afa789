import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'

/** Sends the short form about one person. Returns the address of the referral. */
async function shortForm(visitor: Visitor, name: string, worry: string): Promise<string> {
  await visitor.open('/referrals/short')
  await visitor.choose('Whom or what is this about?', 'One person')
  const [given = '', family = ''] = name.split(' ')
  await visitor.fill('Given name', given)
  await visitor.fill('Family name', family)
  await visitor.fill('About how old are they?', '15')
  await visitor.fill('What you saw or know yourself (fact)', worry)
  await visitor.choose('How soon is help needed?', 'This week')
  await visitor.choose('Can somebody get in touch with them?', 'Yes, but ask me first')
  await visitor.choose('Do they agree to get help?', 'Yes, they agree')
  await visitor.choose('Do they know that you tell us?', 'Yes')
  await visitor.press('Send')
  await visitor.reads('Received. The coordinator sorts it.')
  return visitor.path
}

async function decide(visitor: Visitor, outcome: string, reason?: string): Promise<void> {
  await visitor.choose('What is decided?', outcome)
  if (reason !== undefined) await visitor.select('Which reason fits best?', reason)
  await visitor.fill('Why?', 'It was talked over with whoever asked.')
  await visitor.press('Record the decision')
}

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

/** A group of friends is referred on the short form: nobody in it is named. A number that cannot be is sent back first. */
async function referFriends(visitor: Visitor): Promise<string> {
  await visitor.open('/referrals/short')
  await visitor.choose('Whom or what is this about?', 'A group of friends')
  await visitor.fill('What to call the group, or which place', 'Friends at the basketball court')
  await visitor.fill('About how many are in the group?', '1')
  await visitor.fill('What somebody else told you', 'They were threatened online by another group.')
  await visitor.choose('How soon is help needed?', 'This week')
  await visitor.choose('Do they agree to get help?', 'Yes, they agree')
  await visitor.choose('Do they know that you tell us?', 'Yes')
  await visitor.press('Send', 422)
  await visitor.reads('Enter about how many they are, from 2 to 200')
  await visitor.fill('About how many are in the group?', '7')
  await visitor.press('Send')
  await visitor.reads('Received. The coordinator sorts it.')
  return visitor.path
}

async function decline(visitor: Visitor, referral: string): Promise<void> {
  await visitor.open(referral)
  await visitor.press('I sort it')
  await visitor.reads('sorts it', 'Others that may be about the same')
  await decide(visitor, 'Declined: not for this partnership', 'Another service fits better, and they were told of it')
  await visitor.reads('Closed', 'Another service fits better')
}

async function repeat(visitor: Visitor, referral: string): Promise<void> {
  await visitor.open(referral)
  await visitor.unfold('Mark it as a repeat of an earlier one')
  await visitor.choose('Which earlier one?', /Referral/)
  await visitor.fill('What is new?', 'It happened again, on another day.')
  await visitor.press('It is a repeat')
  await visitor.reads('A repeat of an earlier referral')
}

async function transfer(visitor: Visitor): Promise<void> {
  await decide(visitor, 'Another area is asked to take it')
  await visitor.fill('Which area?', 'The county to the north')
  await visitor.fill('Whom did you tell?', 'Their coordinator, by telephone')
  await visitor.press('Write it down')
  await visitor.reads('Offered to another area')
  await visitor.follow(/^Write down what came back/)
  await visitor.choose('What came back?', 'They accept it')
  await visitor.fill('In a sentence', 'They take it from today and will ring him.')
  await visitor.press('Write down what came back')
  await visitor.reads('Passed on', 'The other area accepts it')
}

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
  await visitor.reads('Closed. It was read and somebody decided.')
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
