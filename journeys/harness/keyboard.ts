import assert from 'node:assert/strict'
import type { ElementHandle, Locator, Page } from 'playwright-core'

/** More than any page has places to stop at. */
const mostStops = 400

/** Somebody who uses no mouse: everything is reached by the Tab key and done by Space, Enter, arrows and letters. */
export class Keyboard {
  readonly #tab: Page

  constructor(tab: Page) {
    this.#tab = tab
  }

  /** Moves by Tab, past the menu by its skip link, until the focus is on this. */
  async reach(target: Locator): Promise<void> {
    const element = await found(target)
    if (await hasFocus(element)) return
    await this.#skipMenu(element)
    // To ask after every press takes longer than the presses: so many are made as the page's order says, and then it is asked.
    for (let left = await element.evaluate(stopsTo); left > 0; left -= 1) await this.#tab.keyboard.press('Tab')
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await hasFocus(element)) return
      await this.#tab.keyboard.press('Tab')
    }
    assert.fail(`The Tab key never came to ${target} on ${this.#tab.url()}.`)
  }

  /** On a page that was just opened the first Tab stops at the skip link, which leads past the menu. */
  async #skipMenu(element: Handle): Promise<void> {
    const fresh = await element.evaluate(
      it => it.ownerDocument.activeElement === it.ownerDocument.body && it.closest('main') !== null,
    )
    if (!fresh) return
    await this.#tab.keyboard.press('Tab')
    if (await this.#tab.evaluate('document.activeElement.classList.contains("govuk-skip-link")'))
      await this.#tab.keyboard.press('Enter')
  }

  async activate(target: Locator): Promise<void> {
    await this.reach(target)
    await this.#tab.keyboard.press('Enter')
  }

  async write(field: Locator, text: string): Promise<void> {
    await this.reach(field)
    await this.#tab.keyboard.press('ControlOrMeta+A')
    await this.#tab.keyboard.press('Delete')
    await this.#tab.keyboard.insertText(text)
  }

  async tick(box: Locator): Promise<void> {
    await this.reach(box)
    if (!(await box.isChecked())) await this.#tab.keyboard.press('Space')
  }

  /** Within a group of radios Tab stops once; the arrows move from answer to answer. */
  async choose(group: Locator, answer: Locator): Promise<void> {
    const [checked, first] = [group.getByRole('radio', { checked: true }).first(), group.getByRole('radio').first()]
    await this.reach((await checked.count()) > 0 ? checked : first)
    const wanted = await found(answer)
    for (let steps = 0; steps < 60; steps += 1) {
      if (await hasFocus(wanted)) {
        if (!(await answer.isChecked())) await this.#tab.keyboard.press('Space')
        return
      }
      await this.#tab.keyboard.press('ArrowDown')
    }
    assert.fail(`The arrow keys never came to ${answer} on ${this.#tab.url()}.`)
  }

  /** Letters typed on a list choose the option that begins with them. */
  async select(list: Locator, option: string): Promise<void> {
    await this.reach(list)
    await this.#tab.keyboard.type(option)
    const chosen = (await list.locator('option:checked').innerText()).trim()
    assert.equal(chosen, option, `Typing on the list chose "${chosen}".`)
  }
}

type Handle = ElementHandle<HTMLElement | SVGElement>

/** Looks a thing up once: to look it up by its name again at every stop of the Tab key is most of the time that a walk takes. */
async function found(target: Locator): Promise<Handle> {
  const element = await target.elementHandle()
  assert.ok(element !== null, `${target} is not there.`)
  return element
}

function hasFocus(element: Handle): Promise<boolean> {
  return element.evaluate(it => it === it.ownerDocument.activeElement)
}

/** How often Tab must be pressed to come from the focus to this, where nothing changes the page's order. Runs in the page. */
function stopsTo(target: HTMLElement | SVGElement): number {
  const document = target.ownerDocument
  const stops = [
    ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]'),
  ]
  // Tab stops once in a group of radio buttons: at the one that is chosen, or at the first.
  const isStop = (it: HTMLElement): boolean =>
    it.tabIndex >= 0 &&
    it.checkVisibility() &&
    !it.matches(':disabled') &&
    !(it.matches('input[type="radio"]:not(:checked)') && it !== target)
  const reached: (Element | null)[] = stops.filter(isStop)
  return Math.max(0, reached.indexOf(target) - reached.indexOf(document.activeElement))
}
