import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Pages that were looked at closely in this run: one close look at each kind of page, in each state, is enough. */
export type Looked = Set<string>

const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
const phone = 320

/** What is wrong with the open page, of what holds of every page: one main heading, no sideways scrolling on a phone,
 * nothing that axe finds. Axe is a script, so it cannot look where scripts are off. */
export async function look(tab: Page, status: number, script: boolean, looked: Looked): Promise<string[]> {
  const path = new URL(tab.url()).pathname
  const headings = await tab.locator('h1').allInnerTexts()
  const faults = headings.length === 1 ? [] : [`${path} has ${headings.length} main headings.`]
  const kind = [path.replace(/[0-9a-f-]{36}/g, ':id'), headings[0], status, tab.viewportSize()?.width, script].join(' ')
  // A page without scripts is laid out as with them: it is looked at closely in the walks that run them, or on a phone.
  if (looked.has(kind) || (!script && (tab.viewportSize()?.width ?? 0) > phone)) return faults
  looked.add(kind)
  faults.push(...(await wideOnAPhone(tab, path)))
  return script ? [...faults, ...(await axeFaults(tab, path))] : faults
}

async function wideOnAPhone(tab: Page, path: string): Promise<string[]> {
  const size = tab.viewportSize()
  if (size === null) return []
  await tab.setViewportSize({ width: phone, height: size.height })
  const width = Number(await tab.evaluate('document.documentElement.scrollWidth'))
  await tab.setViewportSize(size)
  return width <= phone + 1 ? [] : [`${path} is ${width} pixels wide on a screen of ${phone}.`]
}

async function axeFaults(tab: Page, path: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: tab }).withTags(standards).analyze()
  return violations.map(
    ({ id, help, nodes }) => `${path}: ${help} (${id}), ${nodes.length} times: ${nodes[0]?.html.slice(0, 300)}`,
  )
}
