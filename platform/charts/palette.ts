/** The colours of every picture. Their contrast is proven in palette.test.ts. */
export const colours = {
  paper: '#ffffff',
  band: '#f3f3f3',
  grid: '#e5e5e5',
  ink: '#0b0c0c',
  second: '#484949',
  rule: '#858686',
  context: '#cecece',
  here: '#1d70b8',
  hereRange: '#8eb8dc',
  highest: '#0f385c',
  strength: '#106165',
  harm: '#7a3c1c',
} as const

/** Five steps, low to high. Steps 1 to 3 need an outline: they fall under 3:1 on white. */
export const sequential = ['#f4f8fb', '#d2e2f1', '#8eb8dc', '#1d70b8', '#0f385c'] as const

/** Much worse, worse, no change, better, much better. Always drawn with a sign as well. */
export const diverging = ['#7a3c1c', '#b7592a', '#f3f3f3', '#50a1a5', '#106165'] as const

/** Sizes of type in pixels. Nothing is smaller than `note`. */
export const type = { note: 14, label: 16, section: 19, figure: 24 } as const

/** The colour of words on a sequential step: white on steps 4 and 5, ink below. */
export function inkOn(step: number): string {
  return step >= 3 ? colours.paper : colours.ink
}

/**
 * Relative luminance, 0 to 1, of `#rrggbb`.
 * Source: WCAG 2.2, definition of "relative luminance" (sRGB, D65).
 * @throws Error when the colour is not written as #rrggbb.
 */
export function luminance(colour: string): number {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new Error(`The colour "${colour}" must be written as #rrggbb.`)
  const channel = (from: number) => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/** Contrast ratio, 1 to 21, of two colours. Source: WCAG 2.2, definition of "contrast ratio". */
export function contrast(first: string, second: string): number {
  const [light, dark] = [luminance(first), luminance(second)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}
