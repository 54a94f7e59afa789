import type { SourceFile } from '../files/types.ts'

/** A file that exists only in a test: text or bytes, handed out in pieces of `pieceLength`. */
export function memoryFile(name: string, content: string | Uint8Array, pieceLength = 65_536): SourceFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return {
    name,
    async *bytes() {
      for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength)
    },
  }
}

/** Everything that a reader yields, and the notes it makes. */
export async function readAll<Item>(
  read: (note: (sentence: string) => void) => AsyncIterable<Item>,
): Promise<{ items: Item[]; notes: string[] }> {
  const items: Item[] = []
  const notes: string[] = []
  for await (const item of read(sentence => notes.push(sentence))) items.push(item)
  return { items, notes }
}
