import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
const phone = 320

/** The page that a walk has come to: what is wrong with it at first sight, and in time what a close look finds. */
export type Sighting = { readonly faults: readonly string[]; readonly closely: Promise<readonly string[]> }

const nothing = Promise.resolve([])

/**
 * Looks at pages for what holds of every page: one main heading, no sideways scrolling on a phone, nothing that axe finds.
 * The close look takes a second, so it is taken at a copy of the page in a browser window of its own, while the walk goes on.
 */
export class Inspector {
  readonly #room: BrowserContext
  /** Pages that were looked at closely: one close look at each kind of page, in each state, is enough. */
  readonly #looked = new Set<string>()
  #last: Promise<unknown> = nothing

  private constructor(room: BrowserContext) {
    this.#room = room
  }

  static async open(browser: Browser): Promise<Inspector> {
    return new Inspector(await browser.newContext())
  }

  /** Glances at the open page, and asks for a close look unless its like was looked at before. */
  async look(tab: Page, status: number, script: boolean): Promise<Sighting> {
    const { url, headings, html } = await glance(tab)
    const { pathname } = new URL(url)
    const faults = headings.length === 1 ? [] : [`${pathname} has ${headings.length} main headings.`]
    const size = tab.viewportSize() ?? { width: 1_100, height: 900 }
    const kind = [pathname.replace(/[0-9a-f-]{36}/g, ':id'), headings[0], status, size.width, script].join(' ')
    // A page without scripts is laid out as with them: it is looked at closely in the walks that run them, or on a phone.
    if (this.#looked.has(kind) || (!script && size.width > phone)) return { faults, closely: nothing }
    this.#looked.add(kind)
    const closely = this.#last.then(() => this.#lookClosely(url, withoutScripts(html), size))
    // A close look that breaks off is told by whoever waits for it, not here.
    this.#last = closely.catch(() => [])
    return { faults, closely }
  }

  async #lookClosely(
    url: string,
    html: string,
    size: { readonly width: number; readonly height: number },
  ): Promise<readonly string[]> {
    const tab = await this.#room.newPage()
    try {
      await tab.route(url, route => route.fulfill({ contentType: 'text/html', body: html }))
      await tab.setViewportSize({ ...size, width: phone })
      await tab.goto(url)
      const { pathname } = new URL(url)
      const width = Number(await tab.evaluate('document.documentElement.scrollWidth'))
      const wide = width <= phone + 1 ? [] : [`${pathname} is ${width} pixels wide on a screen of ${phone}.`]
      await tab.setViewportSize(size)
      return [...wide, ...(await axeFaults(tab, pathname))]
    } finally {
      await tab.close()
    }
  }
}

type Glance = { readonly url: string; readonly headings: readonly string[]; readonly html: string }

const whatIsOpen = `({
  url: location.href,
  headings: [...document.querySelectorAll('h1')].map(it => it.innerText),
  html: '<!doctype html>' + document.documentElement.outerHTML,
})`

/** What is open, seen at one moment. A page that shows how work goes on moves on by itself: then it is the page that came. */
async function glance(tab: Page): Promise<Glance> {
  try {
    return await tab.evaluate<Glance>(whatIsOpen)
  } catch {
    await tab.waitForLoadState()
    return tab.evaluate<Glance>(whatIsOpen)
  }
}

// The copy shows what the page's scripts have made of it. Run again on their own work they would do it twice.
function withoutScripts(html: string): string {
  return html.replace(/<script\b[\s\S]*?<\/script>/g, '')
}

// Legacy mode: our pages hold no frames, and the other opens one more page for each look.
async function axeFaults(tab: Page, path: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: tab }).withTags(standards).setLegacyMode().analyze()
  return violations.map(
    ({ id, help, nodes }) => `${path}: ${help} (${id}), ${nodes.length} times: ${nodes[0]?.html.slice(0, 300)}`,
  )
}
