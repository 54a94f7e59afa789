import { NotFound } from '#platform/errors'
import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { asUuid, isUuid } from '#platform/ids'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { wordsOfNotice } from '#platform/notices'
import { longDate } from '#platform/views'
import { choose, markRead, myChoice, myNotice, myNotices, type NoticeRow, pageOfNotices } from '../store/notices.ts'
import { choiceForm } from './forms.ts'
import { mailChoices, mailWords } from './rules.ts'

const purpose = 'notices'

export const noticePages: readonly Page[] = [
  { method: 'get', path: '/inbox', purpose, handle: visit => listPage(visit, []) },
  { method: 'post', path: '/inbox/read', purpose, handle: readAll },
  { method: 'post', path: '/inbox/mail', purpose, handle: chooseMail },
  { method: 'post', path: '/inbox/:id', purpose, handle: readOne },
]

async function listPage({ tx, query, body, now }: Visit, errors: readonly FieldError[]): Promise<Answer> {
  const before = asUuid(query['before'])
  const rows = await myNotices(tx, before)
  const shown = rows.slice(0, pageOfNotices)
  const choice = body['byMail'] ?? (await myChoice(tx))
  return view(
    'home/views/inbox.njk',
    {
      title: 'Inbox',
      days: byDay(shown),
      older: rows.length > pageOfNotices ? shown.at(-1)?.id : undefined,
      isFirst: before === undefined,
      anyNew: shown.some(({ read_at }) => read_at === null),
      now: now.toISOString(),
      choices: mailChoices.map(value => ({
        value,
        text: mailWords[value].text,
        hint: { text: mailWords[value].hint },
        checked: value === choice,
      })),
      errors: formErrors(errors),
    },
    errors.length > 0 ? 422 : 200,
  )
}

function byDay(rows: readonly NoticeRow[]) {
  const shown = rows.map(row => ({ ...row, words: wordsOfNotice(row.kind)?.words ?? 'Something waits for you' }))
  return [...Map.groupBy(shown, ({ at }) => longDate(at))].map(([day, notices]) => ({ day, notices }))
}

/** Opening a notice marks it as read and leads to the record, which decides by itself whether it may be seen. */
async function readOne({ tx, params, now }: Visit): Promise<Answer> {
  const id = params['id'] ?? ''
  const notice = isUuid(id) ? await myNotice(tx, id) : undefined
  if (notice === undefined) throw new NotFound()
  await markRead(tx, { id }, now)
  return redirect(wordsOfNotice(notice.kind)?.href(notice.record) ?? '/inbox')
}

/** Only what stood on the page when it was opened: a notice that came since then is not swept away unseen. */
async function readAll({ tx, body, now }: Visit): Promise<Answer> {
  const seen = new Date(String(body['until'] ?? ''))
  await markRead(tx, { until: Number.isNaN(seen.getTime()) || seen > now ? now : seen }, now)
  return redirect('/inbox', 'Your notices are marked as read.')
}

async function chooseMail(visit: Visit): Promise<Answer> {
  const parsed = parseForm(choiceForm, visit.body)
  if (!parsed.ok) return listPage(visit, parsed.errors)
  await choose(visit.tx, visit.actor.id, parsed.value.byMail, visit.now)
  return redirect('/inbox', 'Your choice was kept.')
}
