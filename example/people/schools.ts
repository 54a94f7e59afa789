// Invented schools, three secondary and four primary in each district. None of them exists.
import { districtPlans } from '../geography/outline.ts'
import type { School } from './types.ts'

const secondary =
  `Otterglow Quayford Tinderlea Merlinscar Foxdial Brindlegate Cressidane Harrowmint Lanternby Ospreywell
Pipistrelle-Vale Quernhollow Ridgelark Saltmarrow Thornquill`.split(/\s+/)
const primary = `Acorndial Bluewren Catkinshaw Dovemallow Elderpool Fernpocket Gorselark Hazelpenny Inkberry Junipip
Kingcuplow Ladyfern-Nook Maplemouse Nuthatchby Oakapple-Green Peartwig Quincelea Rosehipple Snowberrow Tansydown`.split(
  /\s+/,
)

const schoolsOf = (words: readonly string[], phase: School['phase'], perDistrict: number): School[] =>
  words.map((word, i) => ({
    key: `school-${phase}-${String(i + 1).padStart(2, '0')}`,
    name: `${word.replace('-', ' ')} ${phase === 'primary' ? 'Primary School' : 'Academy'} (invented)`,
    phase,
    district: districtPlans[Math.floor(i / perDistrict)]?.code ?? '',
  }))

export const schools: readonly School[] = [...schoolsOf(secondary, 'secondary', 3), ...schoolsOf(primary, 'primary', 4)]
