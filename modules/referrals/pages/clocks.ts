import { type FieldError, formErrors, parseForm } from '#platform/forms'
import { type Answer, type Page, redirect, type Visit, view } from '#platform/module'
import { clocksForm } from '../forms.ts'
import type { Clock } from '../rules/clocks.ts'
import { changeClocks, clocks } from '../store/triage.ts'
import { purpose, sorters } from './shared.ts'

const common = { purpose, roles: sorters, path: '/referrals/clocks' }

export const clockPages: readonly Page[] = [
  { ...common, method: 'get', handle: visit => show(visit) },
  { ...common, method: 'post', handle: change },
]

async function show(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const kept = Object.fromEntries((await clocks(visit.tx)).map(it => [it.key, it.minutes ?? it.working_days]))
  const data = {
    title: 'By when referrals are sorted',
    back: { href: '/referrals', text: 'Referrals' },
    answers: { ...kept, ...visit.body },
    errors: formErrors(errors),
  }
  return view('referrals/views/clocks.njk', data, errors.length > 0 ? 422 : 200)
}

async function change(visit: Visit): Promise<Answer> {
  const parsed = parseForm(clocksForm, visit.body)
  if (!parsed.ok) return show(visit, parsed.errors)
  const { immediate, ...days } = parsed.value
  const changed: Clock[] = [
    { key: 'immediate', minutes: immediate, working_days: null },
    { key: 'urgent', minutes: null, working_days: days.urgent },
    { key: 'priority', minutes: null, working_days: days.priority },
    { key: 'routine', minutes: null, working_days: days.routine },
  ]
  await changeClocks(visit.tx, changed, visit.now)
  return redirect('/referrals', 'The clocks were changed.')
}
