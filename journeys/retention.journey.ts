import { setTimeout } from 'node:timers/promises'
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'
import { agreeToOpenings } from './spine/answering.ts'
import { inDays } from './spine/story.ts'

/** Asks for the daily work now, and looks at the page again until it shows what the work does. */
async function run(visitor: Visitor, page: string, shows: string): Promise<void> {
  await visitor.open('/retention')
  await visitor.press('Run it now')
  await visitor.reads('The run has begun.')
  const until = Date.now() + 60_000
  let status = 0
  while (Date.now() < until) {
    await setTimeout(1_000)
    status = (await visitor.tab.goto(new URL(page, visitor.tab.url()).href))?.status() ?? 0
    if (status === 200 && (await visitor.words()).includes(shows)) return
  }
  throw new Error(`${page} never showed "${shows}": its last status was ${status}.`)
}

const born = new Date(2009, 4, 17)

/** The young person asks for it all to go, and the governance lead upholds it. */
async function upholdErasure(visitor: Visitor): Promise<void> {
  await visitor.open('/subject-access/new')
  await visitor.choose('What do they ask for?', 'That something is removed')
  await visitor.fill('Given name', 'Ottoline')
  await visitor.fill('Family name', 'Farrowgate')
  await visitor.fillDay('Date of birth', born)
  await visitor.fill('Who asks', 'Ottoline Farrowgate, by letter')
  await visitor.choose('How may they ask?', 'For themselves')
  await visitor.fillDay('Day on which the request came', inDays(0))
  await visitor.fill('How identity was proved', 'Her nurse knows her.')
  await visitor.press('Write it down')
  await visitor.press('Find what is held')
  await visitor.tickAll('records')
  await visitor.press('Ask for the records to be opened')
  const request = visitor.tab.url()
  await agreeToOpenings(visitor)
  await visitor.signIn('governance-lead')
  await visitor.open(new URL(request).pathname)
  await visitor.choose(
    'What happened',
    'The decision was sent: it is upheld, and the records above that were not closed come to the queue of removals',
  )
  await visitor.fill('How or why', 'Nobody needs it any more, and she was told by letter.')
  await visitor.press('Write it down')
  await visitor.reads('it is upheld')
}

walk(
  'a record is asked for, held, agreed on by two people and removed; a certificate is left, and search finds nobody',
  async visitor => {
    await visitor.signIn('nurse')
    await visitor.open('/people/new')
    await visitor.fill('Given name', 'Ottoline')
    await visitor.fill('Family name', 'Farrowgate')
    await visitor.fillDay('Date of birth', born)
    await visitor.choose('Sex as recorded', 'Female')
    await visitor.choose('What kind of record is it?', 'Someone we help')
    await visitor.press('Make the record')
    await visitor.reads('Ottoline Farrowgate')
    const record = `/retention/records/${new URL(visitor.tab.url()).pathname.split('/').at(-1)}`

    await visitor.signIn('governance-lead')
    await visitor.open('/retention/schedules')
    await visitor.reads('the record of a person', 'To be confirmed')
    await upholdErasure(visitor)
    await run(visitor, record, 'To be decided by two people')
    await visitor.open('/retention')
    await visitor.doesNotRead('Farrowgate')
    await visitor.open(record)
    await visitor.reads('the person asked for it to go, and that was upheld')
    await visitor.doesNotRead('Farrowgate')
    await visitor.fill('Why may nothing remove it?', 'A claim against the trust is being answered.')
    await visitor.press('Put it on hold')
    await visitor.reads('On hold')
    await visitor.fill('Why does the hold end?', 'The claim is settled.')
    await visitor.press('Lift the hold')
    await visitor.choose('Why may it go?', 'It should not have been kept')
    await visitor.press('Agree that it is removed')
    await visitor.reads('You agreed. A second person decides now.')

    await visitor.signIn('chair')
    await visitor.follow(/Decide about/)
    await visitor.open(record)
    await visitor.choose('Why may it go?', 'It should not have been kept')
    await visitor.press('Agree that it is removed')
    await visitor.reads('Goes with the next run')

    await visitor.signIn('governance-lead')
    await run(visitor, record, 'Certificate of removal')
    await visitor.look()
    await visitor.reads('Paul Jessamoor', 'Beatrice Copperwell', 'person record', 'search token')
    await visitor.doesNotRead('Farrowgate')
    await visitor.open('/retention/certificates')

    await visitor.signIn('nurse')
    await visitor.open('/people')
    await visitor.fill('Name', 'Ottoline Farrowgate')
    await visitor.select('Why do you look for them?', 'To see whether we have a record already')
    await visitor.press('Search')
    await visitor.reads('Nothing that you may read')
  },
)
