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
    await this.#reach(await found(target), `${target}`)
  }

  async #reach(element: Handle, name: string): Promise<void> {
    await this.#skipMenu(element)
    // To ask at every stop takes longer than the way: Tab is held for as many stops as the page's order says, and then it is asked.
    const ahead = await element.evaluate(stopsTo)
    for (let left = ahead; left > 0; left -= 1) await this.#tab.keyboard.down('Tab')
    if (ahead > 0) await this.#tab.keyboard.up('Tab')
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await hasFocus(element)) return
      await this.#tab.keyboard.press('Tab')
    }
    assert.fail(`The Tab key never came to ${name} on ${this.#tab.url()}.`)
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
    if ((await field.inputValue()) !== '') {
      await this.#tab.keyboard.press('ControlOrMeta+A')
      await this.#tab.keyboard.press('Delete')
    }
    await this.#tab.keyboard.insertText(text)
  }

  async tick(box: Locator): Promise<void> {
    await this.reach(box)
    if (!(await box.isChecked())) await this.#tab.keyboard.press('Space')
  }

  /** Within a group of radios Tab stops once; the arrows move from answer to answer. */
  async choose(answer: Locator): Promise<void> {
    const wanted = await found(answer)
    const stop = (await wanted.evaluateHandle(stopOfGroup)).asElement()
    assert.ok(stop !== null, `${answer} is in no group.`)
    await this.#reach(stop, `the group of ${answer}`)
    for (let left = await wanted.evaluate(arrowsTo); left > 0; left -= 1) await this.#tab.keyboard.press('ArrowDown')
    // An arrow chooses as it moves; the answer at which Tab stopped is not chosen yet.
    if (!(await wanted.isChecked())) await this.#tab.keyboard.press('Space')
    assert.ok(await wanted.isChecked(), `The arrow keys did not choose ${answer} on ${this.#tab.url()}.`)
  }

  /**
   * Letters typed on a list choose the option that begins with them. Where a slow machine takes so long between two letters that the word
   * begins anew, the arrows go on from there.
   */
  async select(list: Locator, option: string): Promise<void> {
    await this.reach(list)
    await this.#tab.keyboard.type(option)
    const away = await list.evaluate(optionsTo, option)
    for (let left = Math.abs(away); left > 0; left -= 1)
      await this.#tab.keyboard.press(away > 0 ? 'ArrowDown' : 'ArrowUp')
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

/** Where Tab stops in the group of this radio button: at the one that is chosen, or at the first. Runs in the page. */
function stopOfGroup(radio: HTMLElement | SVGElement): HTMLElement | undefined {
  const alike = `input[type="radio"][name="${radio.getAttribute('name')}"]:enabled`
  const group = [...(radio.closest('form')?.querySelectorAll<HTMLElement>(alike) ?? [])]
  return group.find(it => it.matches(':checked')) ?? group[0]
}

/** How often the arrow must be pressed to come from the focus to this radio button of the same group. Runs in the page. */
function arrowsTo(radio: HTMLElement | SVGElement): number {
  const alike = `input[type="radio"][name="${radio.getAttribute('name')}"]:enabled`
  const group: (Element | null)[] = [...(radio.closest('form')?.querySelectorAll(alike) ?? [])]
  return (group.indexOf(radio) - group.indexOf(radio.ownerDocument.activeElement) + group.length) % group.length
}

/** How many options the wanted one stands below the chosen one of a list: less than none where it stands above. Runs in the page. */
function optionsTo(list: HTMLElement | SVGElement, option: string): number {
  const all = [...list.querySelectorAll('option')]
  return all.findIndex(it => it.innerText.trim() === option) - all.findIndex(it => it.selected)
}
