export type Times = { readonly p50: string; readonly p95: string }

/** How long `work` takes, in milliseconds, done 40 times one after the other: the median, and what 38 of them stayed under. */
export async function timesOf(work: () => Promise<unknown>): Promise<Times> {
  const taken: number[] = []
  for (let round = 0; round < 40; round += 1) {
    const began = performance.now()
    await work()
    taken.push(performance.now() - began)
  }
  taken.sort((a, b) => a - b)
  return { p50: (taken[20] ?? 0).toFixed(1), p95: (taken[38] ?? 0).toFixed(1) }
}
