// Everything a worker reads lies in shared memory, so that no column is ever copied between threads.

/** A zeroed Uint32Array of `length` on shared memory. */
export const sharedUint32 = (length: number): Uint32Array =>
  new Uint32Array(new SharedArrayBuffer(length * Uint32Array.BYTES_PER_ELEMENT))

/** A zeroed Uint16Array of `length` on shared memory. */
export const sharedUint16 = (length: number): Uint16Array =>
  new Uint16Array(new SharedArrayBuffer(length * Uint16Array.BYTES_PER_ELEMENT))

/** A zeroed Float64Array of `length` on shared memory. */
export const sharedFloat64 = (length: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))

/** The same numbers on shared memory. */
export function shareUint32(numbers: ArrayLike<number>): Uint32Array {
  const shared = sharedUint32(numbers.length)
  shared.set(numbers)
  return shared
}

/** A list that grows by doubling, for results whose length is not known beforehand. */
export type Uint32List = { items: Uint32Array; length: number }

/** An empty growing list. */
export const uint32List = (capacity = 1024): Uint32List => ({ items: new Uint32Array(capacity), length: 0 })

/** Appends `value`, doubling the room when it is full. */
export function push(list: Uint32List, value: number): void {
  if (list.length === list.items.length) {
    const wider = new Uint32Array(Math.max(16, list.items.length * 2))
    wider.set(list.items)
    list.items = wider
  }
  list.items[list.length++] = value
}

/** The filled part of the list, as its own array. */
export const taken = (list: Uint32List): Uint32Array => list.items.slice(0, list.length)
