import type { Page } from '#platform/module'
import { ask, showAsk, showAsked } from './asking.ts'
import { show } from './conflict.ts'
import { list } from './list.ts'
import { open, showOpen } from './open.ts'
import { addHappened, calm, close, showCalm, showClose, showEvent, showTakeBack, takeBack } from './record.ts'
import { addReport, closeReports, showAddReport } from './reports.ts'
import { purpose, readers, writers } from './shared.ts'

const reading = { purpose, roles: readers } as const
const writing = { purpose, roles: writers } as const

export const pages: readonly Page[] = [
  { ...reading, method: 'get', path: '/conflicts', handle: list },
  { ...writing, method: 'get', path: '/conflicts/new', handle: visit => showOpen(visit) },
  { ...writing, method: 'post', path: '/conflicts/new', handle: open },
  { ...writing, method: 'get', path: '/conflicts/add-report', handle: visit => showAddReport(visit) },
  { ...writing, method: 'post', path: '/conflicts/add-report', handle: addReport },
  // For the members of the group that is asked, whatever their role: the row itself decides.
  { method: 'get', path: '/conflicts/asked/:id', purpose: 'meeting', handle: showAsked },
  { ...reading, method: 'get', path: '/conflicts/:id', handle: visit => show(visit) },
  { ...writing, method: 'get', path: '/conflicts/:id/events/new', handle: visit => showEvent(visit) },
  { ...writing, method: 'post', path: '/conflicts/:id/events/new', handle: addHappened },
  { ...writing, method: 'get', path: '/conflicts/:id/events/:event/take-back', handle: visit => showTakeBack(visit) },
  { ...writing, method: 'post', path: '/conflicts/:id/events/:event/take-back', handle: takeBack },
  { ...writing, method: 'get', path: '/conflicts/:id/calm', handle: visit => showCalm(visit) },
  { ...writing, method: 'post', path: '/conflicts/:id/calm', handle: calm },
  { ...writing, method: 'get', path: '/conflicts/:id/close', handle: visit => showClose(visit) },
  { ...writing, method: 'post', path: '/conflicts/:id/close', handle: close },
  { ...writing, method: 'post', path: '/conflicts/:id/close-reports', handle: closeReports },
  { ...reading, method: 'get', path: '/conflicts/:id/ask', handle: visit => showAsk(visit) },
  { ...reading, method: 'post', path: '/conflicts/:id/ask', handle: ask },
]
