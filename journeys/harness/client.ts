import assert from 'node:assert/strict'

/** Someone who asks for pages without a browser, to see how the server answers. */
export class Client {
  readonly #origin: string
  #cookie = ''

  constructor(origin: string) {
    this.#origin = origin
  }

  async get(path: string): Promise<Response> {
    return this.#ask(path, {})
  }

  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields) })
  }

  /** Signs in to the demonstration as one of its invented people. */
  async signIn(user: string): Promise<void> {
    const answer = await this.submit('/sign-in', '/sign-in', { user })
    assert.equal(answer.status, 303, `Signing in as ${user} was answered ${answer.status}.`)
  }

  /** Sends the form of a page, with the token that the page gave. */
  async submit(page: string, action: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const form = await (await this.get(page)).text()
    const token = /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
    return this.post(action, { _csrf: token, ...fields })
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const answer = await fetch(this.#origin + path, { ...init, redirect: 'manual', headers: { cookie: this.#cookie } })
    const [cookie] = answer.headers.getSetCookie()
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? ''
    return answer
  }
}
