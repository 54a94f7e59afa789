import { walk } from './harness/walk.ts'

walk('an agency lets its own system send files, copies the token once, and ends the feed', async visitor => {
  await visitor.signIn('nurse')
  await visitor.open('/people/extracts')
  await visitor.press('Check the invented extract')
  await visitor.waitForWork()
  await visitor.open('/people/extracts')
  await visitor.goBy(visitor.tab.locator('a[href^="/people/extracts/columns/"]').first())
  await visitor.follow('Let a system send this file by itself')
  await visitor.fill('Which system will send it?', 'Patient records, each night')
  await visitor.choose('How long may it send?', '90 days')
  await visitor.press('Make the token')
  await visitor.reads('Copy the token now', 'This is the only time that the token is shown.')
  await visitor.follow('I have copied it')
  await visitor.reads('Patient records, each night', 'It has sent nothing yet.')
  await visitor.press('End it for Patient records, each night')
  await visitor.reads('The feed was ended. Its token opens nothing any more.')
})
