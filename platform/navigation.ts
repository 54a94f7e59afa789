import type { Module, NavigationItem } from './module.ts'

/** One entry as the official components take it: `current` is this very page, `active` is above it. */
export type MenuEntry = {
  readonly text: string
  readonly href: string
  readonly current: boolean
  readonly active: boolean
}

export type Menu = {
  readonly main: readonly MenuEntry[]
  /** The pages beside this one, behind the same entry of the main menu. Empty when it stands alone. */
  readonly section: readonly MenuEntry[]
  /** Where a person's own account is: it stands with their name, not among the pages. */
  readonly account: NavigationItem | undefined
  /** Every page that these roles may open, in the order of the modules. */
  readonly every: readonly NavigationItem[]
}

const ownAccount = '/account'

/**
 * The menu of somebody with these roles who looks at this path. Pages for everyone stand in the main menu. Pages of one module
 * that only some roles may open stand behind the first of them, so that the menu of every role fits on one line. Of all the
 * addresses that the path lies under, only the longest is marked.
 */
export function menuOf(modules: readonly Pick<Module, 'navigation'>[], roles: readonly string[], path: string): Menu {
  const offers = modules.map(({ navigation = [] }) => navigation.filter(item => mayOpen(item, roles)))
  const every = offers.flat()
  const here = longestMatch(every, path)
  const doors = offers.flatMap(offer => doorsOf(offer.filter(({ href }) => href !== ownAccount)))
  const open = doors.find(door => door.some(item => item === here)) ?? []
  return {
    main: doors.flatMap(([first, ...others]) => {
      if (first === undefined) return []
      return [{ ...entryOf(first, here, path), ...(others.some(item => item === here) ? { active: true } : {}) }]
    }),
    section: open.length > 1 ? open.map(item => entryOf(item, here, path)) : [],
    account: every.find(({ href }) => href === ownAccount),
    every,
  }
}

/** The pages for anybody that stand at the foot of every page. */
export const footOf = (modules: readonly Pick<Module, 'navigation'>[]): NavigationItem[] =>
  modules.flatMap(({ navigation = [] }) => navigation.filter(({ everywhere }) => everywhere === true))

function mayOpen({ roles: allowed }: NavigationItem, roles: readonly string[]): boolean {
  return allowed === undefined || allowed.some(role => roles.includes(role))
}

function longestMatch(items: readonly NavigationItem[], path: string): NavigationItem | undefined {
  return items
    .filter(({ href }) => path === href || (href !== '/' && path.startsWith(`${href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0]
}

/** What stands together in the main menu: each page for everyone alone, and those for some roles as one. */
function doorsOf(offer: readonly NavigationItem[]): NavigationItem[][] {
  const limited = offer.filter(({ roles }) => roles !== undefined)
  return offer.flatMap(item => (item.roles === undefined ? [[item]] : item === limited[0] ? [limited] : []))
}

function entryOf(item: NavigationItem, here: NavigationItem | undefined, path: string): MenuEntry {
  const { text, href } = item
  return { text, href, current: item === here && href === path, active: item === here && href !== path }
}
