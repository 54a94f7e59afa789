import assert from 'node:assert/strict'
import type { Cookie, Download, Locator, Page } from 'playwright-core'
import { type Complaints, watch } from './complaints.ts'
import { Keyboard } from './keyboard.ts'
import type { Inspector } from './look.ts'

export type Sight = {
  readonly origin: string
  readonly script: boolean
  readonly keyboard: boolean
  readonly inspector: Inspector
}

/** Someone at a browser. After every step the page that came is looked at: its status, its errors, its accessibility. */
export class Visitor {
  /** The browser's tab, for what the steps below do not say. */
  readonly tab: Page
  /** What was wrong with the pages on the way. The walk goes on, and fails at its end. */
  readonly #faults: string[] = []
  readonly #closeLooks: Promise<readonly string[]>[] = []
  readonly #origin: string
  readonly #script: boolean
  readonly #inspector: Inspector
  readonly #complaints: Complaints
  /** Undefined for somebody with a mouse. */
  readonly #keyboard: Keyboard | undefined
  /** Who sits there now, and what everybody's browser keeps. */
  #user: string | undefined
  readonly #cookies = new Map<string, Cookie[]>()

  constructor(tab: Page, { origin, script, inspector, keyboard }: Sight) {
    this.tab = tab
    this.#keyboard = keyboard ? new Keyboard(tab) : undefined
    this.#origin = origin
    this.#script = script
    this.#inspector = inspector
    this.#complaints = watch(tab, origin)
  }

  /** What was wrong with the pages on the way, once the last has been looked at closely. */
  async faults(): Promise<readonly string[]> {
    return [...this.#faults, ...(await Promise.all(this.#closeLooks)).flat()]
  }

  /** Types an address of this site. */
  async open(path: string, status = 200): Promise<void> {
    await this.tab.goto(this.#origin + path)
    await this.look(status)
  }

  /**
   * Sits down at the computer of one of the demonstration's invented people: signs in there, unless they are signed in already,
   * and opens their first page.
   */
  async signIn(user: string): Promise<void> {
    const browser = this.tab.context()
    if (this.#user !== undefined) this.#cookies.set(this.#user, await browser.cookies())
    await browser.clearCookies()
    this.#user = user
    const kept = this.#cookies.get(user)
    if (kept !== undefined) {
      await browser.addCookies(kept)
      await this.open('/')
      if (this.path === '/') return
    }
    await this.open('/sign-in')
    await this.#pick(this.tab.locator(`input[name="user"][value="${user}"]`))
    await this.press('Sign in')
  }

  async press(button: string, status = 200): Promise<void> {
    await this.goBy(this.tab.getByRole('main').getByRole('button', { name: button, exact: true }), status)
  }

  async follow(link: string | RegExp, status = 200): Promise<void> {
    const found = this.tab.getByRole('link', { name: link, exact: typeof link === 'string' })
    await this.goBy(found.first(), status)
  }

  /** Clicks what leads to another page. */
  async goBy(way: Locator, status = 200): Promise<void> {
    await this.arrive(() => this.#keyboard?.activate(way) ?? way.click(), status)
  }

  /** Does what leads to another page, and looks at that page when it has come. */
  async arrive(step: () => Promise<unknown>, status = 200): Promise<void> {
    await Promise.all([this.tab.waitForEvent('load'), step()])
    await this.look(status)
  }

  async download(link: string): Promise<Download> {
    const [file] = await Promise.all([
      this.tab.waitForEvent('download'),
      this.tab.getByRole('link', { name: link }).click(),
    ])
    return file
  }

  async choose(question: string, answer: string | RegExp): Promise<void> {
    const group = this.tab.getByRole('group', { name: question })
    await this.#pick(group.getByRole('radio', { name: answer, exact: typeof answer === 'string' }))
  }

  async #pick(answer: Locator): Promise<void> {
    await (this.#keyboard?.choose(answer) ?? answer.check())
  }

  async tick(label: string, group?: string): Promise<void> {
    const within = group === undefined ? this.tab : this.tab.getByRole('group', { name: group })
    const box = within.getByRole('checkbox', { name: label, exact: true })
    await (this.#keyboard?.tick(box) ?? box.check())
  }

  /** Ticks the box of a list that stands for one record. */
  async tickValue(name: string, value: string): Promise<void> {
    const box = this.tab.locator(`input[type="checkbox"][name="${name}"][value="${value}"]`)
    await (this.#keyboard?.tick(box) ?? box.check())
  }

  /** Ticks every box of a list. */
  async tickAll(name: string): Promise<void> {
    for (const box of await this.tab.locator(`input[type="checkbox"][name="${name}"]`).all())
      await (this.#keyboard?.tick(box) ?? box.check())
  }

  async fill(label: string, text: string, group?: string): Promise<void> {
    const within = group === undefined ? this.tab : this.tab.getByRole('group', { name: group })
    const field = within.getByLabel(label, { exact: true })
    await (this.#keyboard?.write(field, text) ?? field.fill(text))
  }

  /** Fills every box of a page whose name begins so, with the same words. */
  async fillEach(name: string, text: string): Promise<void> {
    for (const field of await this.tab.locator(`textarea[name^="${name}"]`).all())
      await (this.#keyboard?.write(field, text) ?? field.fill(text))
  }

  /** What a page says beside a word of its summary. */
  async said(key: string): Promise<string> {
    const row = this.tab.locator('.govuk-summary-list__row', {
      has: this.tab.locator('dt').getByText(key, { exact: true }),
    })
    return (await row.locator('dd').first().innerText()).trim()
  }

  /** Fills the three boxes of a day. */
  async fillDay(question: string, day: Date): Promise<void> {
    await this.fill('Day', String(day.getDate()), question)
    await this.fill('Month', String(day.getMonth() + 1), question)
    await this.fill('Year', String(day.getFullYear()), question)
  }

  /** Opens what is folded away under these words, where it is not open already. */
  async unfold(words: string): Promise<void> {
    const fold = this.tab.locator('details', { has: this.tab.locator('summary', { hasText: words }) }).last()
    if ((await fold.getAttribute('open')) !== null) return
    const summary = fold.locator('summary').first()
    await (this.#keyboard?.activate(summary) ?? summary.click())
  }

  /** Chooses from a list by the option's words, or by its value where the visitor has a mouse. */
  async select(label: string, option: string): Promise<void> {
    await this.#selectFrom(this.tab.getByLabel(label, { exact: true }), option)
  }

  /** The same for a list that stands once for each record. */
  async selectById(id: string, option: string): Promise<void> {
    await this.#selectFrom(this.tab.locator(`[id="${id}"]`), option)
  }

  async #selectFrom(list: Locator, option: string): Promise<void> {
    await (this.#keyboard?.select(list, option) ?? list.selectOption(option))
  }

  get path(): string {
    return this.tab.url().replace(this.#origin, '')
  }

  async heading(): Promise<string> {
    return (await this.tab.locator('h1').first().innerText()).trim()
  }

  /** What the page says, without its header and footer. */
  async words(): Promise<string> {
    return (await this.tab.locator('main').innerText()).replace(/\s+/g, ' ')
  }

  async reads(...sentences: readonly (string | RegExp)[]): Promise<void> {
    const words = await this.words()
    for (const sentence of sentences) {
      const found = typeof sentence === 'string' ? words.includes(sentence) : sentence.test(words)
      assert.ok(found, `${this.path} does not say "${sentence}". It says: ${words.slice(0, 1_500)}`)
    }
  }

  async doesNotRead(sentence: string): Promise<void> {
    assert.ok(!(await this.words()).includes(sentence), `${this.path} says "${sentence}".`)
  }

  /** Looks at the page that is open: its status, what the browser complained of, its width, its accessibility. */
  async look(status = 200): Promise<void> {
    assert.equal(this.#complaints.status(), status, `${this.path} answered ${this.#complaints.status()}.`)
    const { faults, closely } = await this.#inspector.look(this.tab, status, this.#script)
    this.#faults.push(...faults)
    // What it finds is asked for at the end. Until then nobody waits for it, and its failing must not end the run.
    closely.catch(() => undefined)
    this.#closeLooks.push(closely)
    for (const complaint of this.#complaints.take()) this.#faults.push(`${this.path}: ${complaint}`)
  }

  /** Leaves the page alone until the work that it shows is done. The page must find that out by itself. */
  async waitForWork(longest = 90_000): Promise<void> {
    const ended = this.tab.getByRole('heading', { level: 1, name: /^(Done|That did not work)$/ })
    await ended.waitFor({ timeout: longest })
    await this.look()
  }
}
