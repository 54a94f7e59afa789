export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }

/** The blocks of a plain text: an empty line parts them, "# " begins a heading, "- " an item of a list. */
export function blocksOf(body: string): Block[] {
  return body
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(blockOf)
}

function blockOf(part: string): Block {
  if (part.startsWith('# ')) return { kind: 'heading', text: part.slice(2).trim() }
  const lines = part.split('\n').map(line => line.trim())
  if (lines.every(line => line.startsWith('- '))) return { kind: 'list', items: lines.map(line => line.slice(2)) }
  return { kind: 'paragraph', text: lines.join(' ') }
}

/** "40 seconds", "3 minutes": how long to wait, rounded up. */
export function waitWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
