/** A buffer of pairs handed over in batches. */
export type PairBatch = { readonly left: Uint32Array; readonly right: Uint32Array; length: number }

/** Pairs in a full batch: enough to make the hand-over cheap, few enough to stay in the processor's cache. */
export const BATCH = 4096
