// A conflict on the agenda of the Tactical group: asking for it, and what a member of the group reads.
import { NotFound } from '#platform/errors'
import { type FieldError, parseForm } from '#platform/forms'
import { isUuid } from '#platform/ids'
import { type Answer, redirect, type Visit, view } from '#platform/module'
import { askTacticalGroup } from '../asking.ts'
import { requestForm } from '../forms.ts'
import { neutralTitle } from '../rules.ts'
import { conflictById } from '../store/conflicts.ts'
import { requestById } from '../store/requests.ts'
import { reasonPage } from './record.ts'
import { found, placeOf, titleOf } from './shared.ts'

export async function showAsk(visit: Visit, errors: readonly FieldError[] = []): Promise<Answer> {
  const conflict = await found(visit)
  const { district } = await placeOf(visit.tx, conflict.areaCode)
  return reasonPage(visit, errors, {
    title: 'Put it on the agenda of the Tactical group',
    back: { href: `/conflicts/${conflict.id}`, text: titleOf(conflict) },
    hint: `Every member of the group reads this, and the title “${neutralTitle(district)}”. Name no group and no person.`,
    button: 'Put it on the agenda',
    action: `/conflicts/${conflict.id}/ask`,
  })
}

export async function ask(visit: Visit): Promise<Answer> {
  const conflict = await found(visit)
  const parsed = parseForm(requestForm, visit.body)
  if (!parsed.ok) return showAsk(visit, parsed.errors)
  await askTacticalGroup(visit.tx, conflict, parsed.value.why, visit.actor.id, visit.now)
  return redirect(`/conflicts/${conflict.id}`, 'It is on the agenda of the Tactical group.')
}

/** What a member of the group may know; those who read conflicts can go on to the whole of it. */
export async function showAsked({ tx, params }: Visit): Promise<Answer> {
  const id = params['id'] ?? ''
  const request = isUuid(id) ? await requestById(tx, id) : undefined
  if (request === undefined) throw new NotFound()
  const readable = (await conflictById(tx, request.conflict)) !== undefined
  return view('conflicts/views/asked.njk', { title: request.title, request, readable })
}
