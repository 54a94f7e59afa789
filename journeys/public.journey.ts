import { walk } from './harness/walk.ts'

walk(
  'anyone can read how accessible the site is and where its figures come from, without signing in',
  async visitor => {
    await visitor.open('/accessibility-statement')
    await visitor.open('/sources')
  },
)
