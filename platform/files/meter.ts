import { inWords, type SourceLimits } from './limits.ts'
import { FileRefused } from './refused.ts'
import { packing, refuseOtherKinds } from './sniff.ts'

/** How much an import has unpacked so far, over all its files. Reading a file a second time counts once. */
export class Budget {
  readonly limits: SourceLimits
  #total = 0
  #files = 0

  constructor(limits: SourceLimits) {
    this.limits = limits
  }

  countFile(name: string): void {
    this.#files += 1
    if (this.#files > this.limits.entries)
      throw new FileRefused(name, `there are more than ${this.limits.entries} files. Import them in smaller groups.`)
  }

  countBytes(name: string, bytes: number): void {
    this.#total += bytes
    if (this.#total > this.limits.totalBytes)
      throw new FileRefused(
        name,
        `the files hold more than ${inWords(this.limits.totalBytes)} together. Import them in smaller groups.`,
      )
  }
}

/** Counts what one file unpacks to. `packedBytes` is its size before unpacking, when it was packed. */
export class Meter {
  readonly #name: string
  readonly #budget: Budget
  readonly #allowed: number
  readonly #packed: boolean
  #most = 0

  constructor(name: string, budget: Budget, packedBytes?: number) {
    const { fileBytes, ratio, ratioFreeBytes } = budget.limits
    this.#name = name
    this.#budget = budget
    this.#packed = packedBytes !== undefined
    this.#allowed = Math.min(fileBytes, Math.max(ratioFreeBytes, ratio * (packedBytes ?? fileBytes)))
  }

  count(read: number): void {
    if (read > this.#allowed) throw new FileRefused(this.#name, this.#tooLarge())
    if (read <= this.#most) return
    this.#budget.countBytes(this.#name, read - this.#most)
    this.#most = read
  }

  #tooLarge(): string {
    const { fileBytes, ratio } = this.#budget.limits
    return this.#packed && this.#allowed < fileBytes
      ? `it unpacks to more than ${ratio} times its size, which data does not do. Unpack it, look at it, and send the plain file.`
      : `it holds more than ${inWords(fileBytes)}. Split it, and import the parts.`
  }
}

/** Passes bytes on, counted. Refuses an empty file, an archive inside an archive, and kinds that no reader takes. */
export async function* metered(
  name: string,
  source: AsyncIterable<Uint8Array>,
  meter: Meter,
): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const chunk of source) {
    if (chunk.length === 0) continue
    if (read === 0) refuseContent(name, chunk)
    read += chunk.length
    meter.count(read)
    yield chunk
  }
  if (read === 0) throw new FileRefused(name, 'it is empty. Download or export it again.')
}

function refuseContent(name: string, head: Uint8Array): void {
  refuseOtherKinds(name, head)
  if (packing(head) !== 'none')
    throw new FileRefused(name, 'it is an archive inside an archive. Unpack the outer one, and import what is in it.')
}
