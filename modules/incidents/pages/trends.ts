import type { Page } from '#platform/module'
import { exportTrends } from './exports.ts'
import { exportHeadlines, headlinesPage } from './headlines.ts'
import { trendsPage } from './trends/index.ts'

const purpose = 'analysis'

export const trendPages: readonly Page[] = [
  { method: 'get', path: '/trends', purpose, handle: trendsPage },
  { method: 'get', path: '/trends/headlines', purpose, handle: headlinesPage },
  { method: 'get', path: '/trends/headlines/export/:file', purpose, handle: exportHeadlines },
  { method: 'get', path: '/trends/export/:file', purpose, handle: exportTrends },
]
