import { content } from '#modules/model'
import { formErrors, parseForm } from '#platform/forms'
import { type Answer, redirect, type Visit, view } from '#platform/module'
import { matchForm } from '../forms.ts'
import { smallAreas } from '../store/areas.ts'
import { matches, removeMatch, saveMatch } from '../store/matches.ts'

/** The strategy's local names and the codes that people matched them to. Nothing is matched by name alone. */
export async function matchingPage(
  { tx }: Visit,
  errors: readonly { field: string; message: string }[] = [],
  values: object = {},
): Promise<Answer> {
  const known = new Map((await matches(tx)).map(match => [match.local_name, match]))
  const rows = (await content(tx, 'localAreas')).map(({ local_name }) => ({
    name: local_name,
    match: known.get(local_name),
  }))
  const data = {
    title: 'Match local names to codes',
    back: { href: '/areas/published', text: 'The strategy’s own scores' },
    rows,
    areas: await smallAreas(tx),
    values,
    errors: formErrors(errors),
  }
  return view('areas/views/matching.njk', data, errors.length > 0 ? 422 : 200)
}

export async function saveMatching(visit: Visit): Promise<Answer> {
  const parsed = parseForm(matchForm, visit.body)
  if (!parsed.ok) return matchingPage(visit, parsed.errors, visit.body)
  const { name, code, how } = parsed.value
  if (!(await content(visit.tx, 'localAreas')).some(({ local_name }) => local_name === name)) {
    return matchingPage(visit, [{ field: 'name', message: 'Choose a local name from the list' }], visit.body)
  }
  if (code === '') {
    await removeMatch(visit.tx, name)
    return redirect('/areas/matching', `${name} is matched to no code now.`)
  }
  if (!(await smallAreas(visit.tx)).some(area => area.code === code)) {
    return matchingPage(
      visit,
      [{ field: 'code', message: `${code} is not the code of a small area of this partnership` }],
      visit.body,
    )
  }
  await saveMatch(visit.tx, name, code, how)
  return redirect('/areas/matching', `${name} is now ${code}.`)
}
