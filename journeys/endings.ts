// Four ways that a referral goes: of a group, refused, once more, and to another area. For the walks and for the tour.
import type { Visitor } from './harness/visitor.ts'

/** Sends the short form about one person. Returns the address of the referral. */
export async function shortForm(visitor: Visitor, name: string, worry: string): Promise<string> {
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

/** A group of friends is referred on the short form: nobody in it is named. A number that cannot be is sent back first. */
export async function referFriends(visitor: Visitor): Promise<string> {
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

export async function decline(visitor: Visitor, referral: string): Promise<void> {
  await visitor.open(referral)
  await visitor.press('I sort it')
  await visitor.reads('sorts it', 'Others that may be about the same')
  await visitor.follow('Send somebody to them now')
  await visitor.fill('If nobody can be named yet: why not?', 'The team that knows him is away until Monday.')
  await visitor.press('Save')
  await visitor.reads('stays on your list', 'The team that knows him is away')
  await decide(visitor, 'Declined: not for this partnership', 'Another service fits better, and they were told of it')
  await visitor.reads('Closed', 'Another service fits better')
}

export async function repeat(visitor: Visitor, referral: string): Promise<void> {
  await visitor.open(referral)
  await visitor.unfold('Mark it as a repeat of an earlier one')
  await visitor.choose('Which earlier one?', /Referral/)
  await visitor.fill('What is new?', 'It happened again, on another day.')
  await visitor.press('It is a repeat')
  await visitor.reads('A repeat of an earlier referral')
}

export async function transfer(visitor: Visitor): Promise<void> {
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
