import type { ConsoleMessage, Page, Request, Response } from 'playwright-core'

export type Complaints = {
  /** The status of the page that came last. */
  status(): number
  /** What went wrong since the last call. */
  take(): string[]
}

/** Listens for errors in the console, policy breaches, failed scripts and requests that would leave the site. */
export function watch(tab: Page, origin: string): Complaints {
  const context = tab.context()
  const pages = new Map<string, number>()
  let status = 0
  // The same complaint on page after page is told once.
  const known = new Set<string>()
  let heard: string[] = []
  const hear = (complaint: string): void => {
    if (!known.has(complaint)) heard.push(complaint)
    known.add(complaint)
  }
  tab.on('response', (response: Response) => {
    const request = response.request()
    if (!request.isNavigationRequest() || request.frame() !== tab.mainFrame()) return
    pages.set(response.url(), response.status())
    status = response.status()
  })
  context.on('console', message => {
    if (message.type() === 'error' && !isPageStatus(message, pages)) hear(`${message.text()} ${message.location().url}`)
  })
  context.on('weberror', error => hear(error.error().message))
  context.on('request', (request: Request) => {
    if (leaves(request.url(), origin)) hear(`A request would leave the site: ${request.url()}`)
  })
  return {
    status: () => status,
    take: () => {
      const told = heard
      heard = []
      return told
    },
  }
}

// A page that answers 403 or 422 on purpose is told to the console too. The walk checks its status itself.
function isPageStatus(message: ConsoleMessage, pages: ReadonlyMap<string, number>): boolean {
  const { url } = message.location()
  return message.text().startsWith('Failed to load resource') && (pages.get(url) ?? 200) >= 400
}

function leaves(address: string, origin: string): boolean {
  return !address.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(address)
}
