const longest = 100
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/**
 * The name of a sent file as it may be shown and offered for saving: its last part alone, without control characters, marks that turn
 * the direction of writing, and signs that mean something to a computer. At most 100 characters, its ending kept.
 */
export function cleanName(sent: string): string {
  const last = sent.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replaceAll(/\p{C}/gu, '')
    .replaceAll(/[<>:"|?*`$;&]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[.\s-]+/, '')
    .replace(/[.\s]+$/, '')
    .replace(deviceName, '$1-')
  const ending = /\.[a-z]{1,8}$/i.exec(plain)?.[0] ?? ''
  const stem = [...plain.slice(0, plain.length - ending.length)].slice(0, longest - ending.length).join('')
  return stem.trim() === '' ? `file${ending}` : `${stem.trim()}${ending}`
}
