import { comparison } from '#platform/charts'
import { NotFound } from '#platform/errors'
import { parseForm } from '#platform/forms'
import { type Answer, type Visit, view } from '#platform/module'
import { compareForm } from '../forms.ts'
import { smallAreas } from '../store/areas.ts'
import { indicatorOf, profileOf } from './profile.ts'

/** Two small areas side by side, indicator by indicator. */
export async function comparePage(visit: Visit): Promise<Answer> {
  const parsed = parseForm(compareForm, visit.query)
  const { area: first, other: second } = parsed.ok ? parsed.value : { area: '', other: '' }
  const areas = await smallAreas(visit.tx)
  const base = { title: 'Compare two areas', back: { href: '/areas', text: 'Areas' }, areas, first, second }
  if (first === '' || second === '') return view('areas/views/compare.njk', base)
  const [area, other] = [await profileOf(visit, { code: first }), await profileOf(visit, { code: second })]
  if (area === undefined || other === undefined) throw new NotFound('There is no index for one of these areas.')
  const groups = area.headings.map(({ key, name, inputs }) => ({
    name,
    indicators: inputs.flatMap(input => {
      const its = other.headings.find(heading => heading.key === key)?.inputs.find(it => it.key === input.key)?.value
      return input.value === null || its === null || its === undefined
        ? []
        : [{ ...indicatorOf(input, input.value), other: its }]
    }),
  }))
  const picture = comparison({
    id: 'comparison',
    measure: 'Each indicator, among all small areas of the partnership',
    source: 'The sources named in the table',
    synthetic: area.area.illustrative,
    area: area.area.name,
    other: other.area.name,
    region: 'partnership',
    groups,
  })
  return view('areas/views/compare.njk', {
    ...base,
    title: `${area.area.name} and ${other.area.name}`,
    shown: picture,
    area: area.area,
    other: other.area,
    now: area.now,
    beside: other.now,
  })
}
