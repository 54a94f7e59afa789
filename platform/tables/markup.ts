/** Text for XML: the three signs that mean something, quotation marks, and without characters that XML cannot hold. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A paragraph for each line; spaces that XML would fold are kept. */
export function paragraphs(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(line => `<text:p>${spaced(escaped(line))}</text:p>`)
    .join('')
}

function spaced(line: string): string {
  return line
    .replaceAll('\t', '<text:tab/>')
    .replaceAll(/ {2,}|^ | $/g, spaces => `<text:s text:c="${spaces.length}"/>`)
}

/** The address of a cell in a formula or range: sheet, then column letters and row, both from 1. */
export function address(sheet: string, column: number, row: number): string {
  return `'${sheet}'.${letters(column)}${row}`
}

function letters(column: number): string {
  const before = Math.floor((column - 1) / 26)
  const last = String.fromCharCode(65 + ((column - 1) % 26))
  return before === 0 ? last : letters(before) + last
}
