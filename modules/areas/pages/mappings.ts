import { formErrors, parseForm } from '#platform/forms'
import { type Answer, redirect, type Visit, view } from '#platform/module'
import { mappingForm, mappingOf } from '../mapping-form.ts'
import { savedMappings, saveMapping } from '../store/mappings.ts'

/** Mappings of indicator tables: what is saved, and a form for another. */
export async function mappingsPage(
  { tx }: Visit,
  errors: readonly { field: string; message: string }[] = [],
  values: object = {},
): Promise<Answer> {
  const data = {
    title: 'Mappings of indicator tables',
    back: { href: '/imports', text: 'Imports' },
    saved: await savedMappings(tx),
    values,
    errors: formErrors(errors),
  }
  return view('areas/views/mappings.njk', data, errors.length > 0 ? 422 : 200)
}

export async function saveMappingPage(visit: Visit): Promise<Answer> {
  const parsed = parseForm(mappingForm, visit.body)
  if (!parsed.ok) return mappingsPage(visit, parsed.errors, visit.body)
  await saveMapping(visit.tx, parsed.value.name, parsed.value.title, mappingOf(parsed.value))
  return redirect(
    '/areas/mappings',
    `The mapping ${parsed.value.name} is saved. Use it when you import an indicator table.`,
  )
}
