import assert from 'node:assert/strict'
import { check, load } from './harness/importing.ts'
import { walk } from './harness/walk.ts'
import { buildAgenda, planMeeting } from './spine/meeting.ts'
import { inDays } from './spine/story.ts'
import { askAbout } from './spine/watching.ts'

/** Twelve incidents of the last fortnight in one small area, as a partner writes them down. */
const fortnight = (area: string): string =>
  ['reference,date,kind,provenance,lsoa']
    .concat(
      Array.from(
        { length: 12 },
        (_, at) =>
          `F-${at},${inDays(-1 - at)
            .toISOString()
            .slice(0, 10)},Violence involving a weapon,reported,${area}`,
      ),
    )
    .join('\n')

walk(
  'early warning: a fortnight, from the import of a partner’s incidents to the agenda of the Tactical group',
  async visitor => {
    await visitor.signIn('analyst')
    await visitor.open('/areas/X01000300')
    const name = await visitor.heading()
    await check(visitor, 'dated-incidents', 'fortnight.csv', fortnight('X01000300'))
    await load(visitor, 12)
    const batch = visitor.path
    await visitor.open('/watchlist')
    await visitor.press('Work out the watchlist')
    await visitor.waitForWork()
    await askAbout(visitor, name, 'Twelve reports in twelve days, where there are seldom any.')
    await visitor.reads('It is on the agenda of the Tactical group.', 'What moved it most')
    await planMeeting(visitor, 'grp.tactical', 'Ryan Netherquist, Warwickshire Police', 0)
    await buildAgenda(visitor)
    await visitor.reads(name)
    await visitor.signIn('analyst')
    await visitor.open(batch)
    await visitor.press('Take this batch out again')
    await visitor.reads('The batch was taken out: 12 rows.')
  },
)

walk('early warning: an analyst works the list out and looks behind it, and anybody finds it sealed', async visitor => {
  await visitor.signIn('analyst')
  await visitor.open('/watchlist')
  await visitor.press('Work out the watchlist')
  await visitor.waitForWork()
  await visitor.open('/watchlist')
  await visitor.reads('No sealed window has been scored yet', 'Sealed before the window opens', /base rate|simple rule/)
  await visitor.follow('Guard rails, and who is listed or missed')
  await visitor.reads('It held.', 'with a memory of', 'Who is listed, and who is missed')
  await visitor.doesNotRead('It gave way')
  await visitor.open('/watchlist/power')
  await visitor.reads('If a model truly knew more')
  await visitor.open('/watchlist/near-repeat')
  await visitor.reads('Pairs seen against pairs expected')
  await visitor.open('/watchlist/map')
  await visitor.reads('Which list', 'areas had a chance above 20 in 100')
  await visitor.open('/watchlist')
  await visitor.follow(/^Why, and what to do/)
  await visitor.reads('What would lower it', 'What was done last time')
  await visitor.follow('Contest this entry')
  await visitor.fill('What is wrong or unfair?', 'One argument was told three times.')
  await visitor.press('Send it')
  await visitor.reads('Thank you. The governance lead and the analyst have it.')
  const contest = visitor.path
  await visitor.signIn('governance-lead')
  await visitor.open(contest)
  await visitor.choose('Are they right?', 'Yes')
  await visitor.fill('Answer', 'The three reports are one. They are closed.')
  await visitor.press('Send the answer')
  await visitor.reads('They are right.')
})

walk('early warning: somebody who is not signed in reads the register and the papers', async visitor => {
  await visitor.open('/sign-in')
  await visitor.follow('Sealed predictions')
  await visitor.reads('How sealing works', 'Models that withdrew')
  await visitor.follow('Transparency record')
  assert.equal(await visitor.heading(), 'Algorithmic transparency record')
  await visitor.open('/early-warning/algo-care')
  await visitor.open('/early-warning/model-card')
})
