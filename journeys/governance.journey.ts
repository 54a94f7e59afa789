import { walk } from './harness/walk.ts'

walk('a board member sees the areas, and neither imports nor other agencies’ tensions', async visitor => {
  await visitor.signIn('board-member')
  await visitor.open('/areas')
  await visitor.open('/areas/published')
  await visitor.open('/imports', 403)
  await visitor.reads('Your role does not allow this.')
  await visitor.open('/tensions')
  await visitor.reads('No reports that you may see.')
})

walk('the governance lead sees in the ledger what others did, and others see only their own', async visitor => {
  await visitor.signIn('analyst')
  await visitor.open('/tensions')
  await visitor.open('/sharing/ledger')
  await visitor.reads('What you did here')
  await visitor.doesNotRead('Imogen Larkenshaw')
  await visitor.signIn('governance-lead')
  await visitor.follow('Ledger')
  await visitor.reads('The ledger', 'Lewis Amberstoke')
})
