import type { Geography, Level } from './places.ts'

export type Choice = { readonly value: string; readonly text: string }
export type Choices = { readonly heading: string; readonly items: readonly Choice[] }

/** Every place to choose from, the largest first. Partnerships only where there is more than one. */
export function placeChoices({ small, partnerships }: Geography): Choices[] {
  const wards = unique(small.map(({ ward, wardName }) => [ward, wardName]))
  const districts = unique(small.map(({ district, districtName }) => [district, districtName]))
  const areas = small.map(({ code, name }) => ({ value: code, text: name }))
  const several = partnerships.length > 1 ? partnerships.map(({ code, name }) => ({ value: code, text: name })) : []
  const groups: Choices[] = [
    { heading: 'Districts', items: districts },
    { heading: 'Community safety partnerships', items: several },
    { heading: 'Wards', items: wards },
    { heading: 'Small areas', items: areas },
  ]
  return groups.filter(({ items }) => items.length > 0)
}

function unique(places: readonly (readonly [string | null, string | null])[]): Choice[] {
  const found = new Map(places.flatMap(([code, name]) => (code === null ? [] : [[code, name || code] as const])))
  return [...found].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))
}

/** The words for the levels by which places are shown. */
export const levelWords: Readonly<Record<Exclude<Level, 'whole' | 'partnership'>, string>> = {
  district: 'Districts',
  ward: 'Wards',
  small: 'Small areas',
}
