/** How many areas of 100 move as far by noise alone, in words that never say "0.0". `chance` is a share from 0 to 1. */
export function oftenByNoise(chance: number): string {
  const of100 = Math.round(chance * 100)
  if (chance < 0.01) return 'fewer than 1 of 100 areas'
  return of100 >= 100 && chance < 1 ? 'more than 99 of 100 areas' : `about ${of100} of 100 areas`
}
