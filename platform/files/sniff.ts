import { FileRefused } from './refused.ts'

export type Packing = 'gzip' | 'zip' | 'none'

const saveAsCsv = 'Open it, and save the sheet that you need as "CSV UTF-8".'

/** First bytes that say what a file is, whatever its name ends with. */
const refusedKinds: readonly { readonly bytes: readonly number[]; readonly at?: number; readonly sentence: string }[] =
  [
    { bytes: [0xd0, 0xcf, 0x11, 0xe0], sentence: `this is an old Excel or Word file. ${saveAsCsv}` },
    { bytes: [0x25, 0x50, 0x44, 0x46], sentence: 'this is a PDF. Use the data file that was published with it.' },
    { bytes: [0x37, 0x7a, 0xbc, 0xaf], sentence: 'this is a 7z archive. Unpack it, or pack it again as zip.' },
    { bytes: [0x52, 0x61, 0x72, 0x21], sentence: 'this is a RAR archive. Unpack it, or pack it again as zip.' },
    { bytes: [0x42, 0x5a, 0x68], sentence: 'this is a bzip2 archive. Unpack it, or pack it again as zip.' },
    { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], sentence: 'this is an xz archive. Unpack it, or pack it again as zip.' },
    {
      bytes: [0x75, 0x73, 0x74, 0x61, 0x72],
      at: 257,
      sentence: 'this is a tar archive. Unpack it, or pack it again as zip.',
    },
    { bytes: [0x89, 0x50, 0x4e, 0x47], sentence: 'this is a picture. Use the data file that was published with it.' },
  ]

export function packing(head: Uint8Array): Packing {
  if (startsWith(head, [0x1f, 0x8b])) return 'gzip'
  if (
    startsWith(head, [0x50, 0x4b, 3, 4]) ||
    startsWith(head, [0x50, 0x4b, 5, 6]) ||
    startsWith(head, [0x50, 0x4b, 7, 8])
  )
    return 'zip'
  return 'none'
}

/** Throws FileRefused when the first bytes are those of a kind of file that no reader takes. */
export function refuseOtherKinds(name: string, head: Uint8Array): void {
  const found = refusedKinds.find(({ bytes, at = 0 }) => startsWith(head, bytes, at))
  if (found !== undefined) throw new FileRefused(name, found.sentence)
}

function startsWith(head: Uint8Array, bytes: readonly number[], at = 0): boolean {
  return bytes.every((byte, index) => head[at + index] === byte)
}
