import type { PlotOptions } from '@observablehq/plot'
import { checkId } from './marks.ts'
import { escapeText } from './markup.ts'
import { colours } from './palette.ts'

export type PlotWords = { id: string; title: string; description: string }
export type DrawnPlot = { svg: string; title: string; description: string }

export type PlotLibrary = typeof import('@observablehq/plot')

type Drawing = { library: PlotLibrary; document: Document }

let drawing: Promise<Drawing> | undefined

/** Plot and one document for every chart. Loading takes about a second, so only the first chart pays for it. */
async function loadDrawing(): Promise<Drawing> {
  const [library, { JSDOM }] = await Promise.all([import('@observablehq/plot'), import('jsdom')])
  return { library, document: new JSDOM('').window.document }
}

/** Declarations that a strict policy would drop become attributes of the same name; Plot's own variables are left out. */
function styleToAttributes(element: Element): void {
  for (const declaration of (element.getAttribute('style') ?? '').split(';')) {
    const [name, ...rest] = declaration.split(':')
    const value = rest.join(':').trim()
    const property = name?.trim() ?? ''
    if (value !== '' && /^[a-z-]+$/.test(property) && !property.startsWith('--')) element.setAttribute(property, value)
  }
  element.removeAttribute('style')
}

const geometry = [
  'd',
  'x',
  'y',
  'x1',
  'x2',
  'y1',
  'y2',
  'cx',
  'cy',
  'r',
  'width',
  'height',
  'points',
  'transform',
  'dx',
  'dy',
]

function roundCoordinates(element: Element): void {
  for (const name of geometry) {
    const value = element.getAttribute(name)
    if (value !== null && /\d\.\d{2,}/.test(value)) {
      element.setAttribute(
        name,
        value.replace(/-?\d+\.\d{2,}/g, number => String(Math.round(Number(number) * 10) / 10)),
      )
    }
  }
}

/** Plot numbers its clip paths across a whole process; here each is named after its own chart, so output repeats. */
function renameIds(root: Element, id: string): void {
  const names = new Map([...root.querySelectorAll('[id]')].map((element, index) => [element.id, `${id}-${index + 1}`]))
  for (const element of root.querySelectorAll('*')) {
    if (element.id !== '') element.id = names.get(element.id) ?? element.id
    for (const { name, value } of [...element.attributes]) {
      const target = /^(?:url\()?#([^)]+)\)?$/.exec(value)?.[1]
      const renamed = target === undefined ? undefined : names.get(target)
      if (target !== undefined && renamed !== undefined) element.setAttribute(name, value.replace(target, renamed))
    }
  }
}

function clean(svg: Element, id: string): void {
  for (const style of svg.querySelectorAll('style')) style.remove()
  renameIds(svg, id)
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    styleToAttributes(element)
    roundCoordinates(element)
    // Inside role=img nothing has a name of its own; Plot's labels on plain groups would break the ARIA rules.
    for (const extra of ['class', 'aria-label', 'aria-hidden', 'aria-description']) element.removeAttribute(extra)
  }
}

function name(svg: Element, { id, title, description }: PlotWords): void {
  svg.setAttribute('class', 'chart')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-labelledby', `${id}-t ${id}-d`)
  svg.setAttribute('font-family', 'Arial, Helvetica, sans-serif')
  svg.setAttribute('fill', svg.getAttribute('fill') ?? colours.ink)
  const words = `<title id="${id}-t">${escapeText(title)}</title><desc id="${id}-d">${escapeText(description)}</desc>`
  svg.insertAdjacentHTML('afterbegin', words)
}

/**
 * An Observable Plot chart as one SVG string that a policy of `style-src 'self'` shows unharmed.
 * Options may be a function of the library, so that a page need not load it before its first chart.
 * The type is 14 px unless `options.style` says otherwise. The same options and id give the same text.
 * @throws Error when the options ask for a legend, title or caption: Plot would then wrap the chart in HTML with styles.
 */
export async function renderPlot(
  options: PlotOptions | ((plot: PlotLibrary) => PlotOptions),
  words: PlotWords,
): Promise<DrawnPlot> {
  checkId(words.id)
  drawing ??= loadDrawing()
  const { library, document } = await drawing
  const asked = typeof options === 'function' ? options(library) : options
  const svg = library.plot({ style: { fontSize: '14px' }, ...asked, document })
  if (svg.tagName.toLowerCase() !== 'svg') {
    throw new Error(`The chart "${words.id}" must not ask Plot for a legend, title or caption; write them on the page.`)
  }
  clean(svg, words.id)
  name(svg, words)
  return { svg: svg.outerHTML, title: words.title, description: words.description }
}
