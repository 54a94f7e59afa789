import { dirname, join } from 'node:path'

export type Source = { readonly path: string; readonly text: string }

export const laws = [
  'engines-pure',
  'engines-no-clock',
  'platform-below',
  'modules-upwards',
  'doors-only',
  'no-cycles',
  'sql-in-stores',
  'rules-pure',
  'strict-types',
  'file-length',
  'tests-apart',
  'hooks-inside',
  'own-keys',
] as const

export type Law = (typeof laws)[number]

/** Every breach of one law in these files, each a sentence that names the file. */
export function breaches(law: Law, sources: readonly Source[]): string[] {
  return checks[law](sources)
}

const isTest = (path: string): boolean =>
  /\.(test|bench)\.ts$/.test(path) || path.startsWith('platform/testing/') || path.startsWith('bench/')
const isGenerated = (path: string): boolean => path === 'platform/schema.ts'

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean }

const importing = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
const worker = /new URL\(\s*['"](\.[^'"]+\.ts)['"]/g

function importsOf({ path, text }: Source): Import[] {
  const named = [...text.matchAll(importing)].map(([, type, to]) => ({
    from: path,
    to: to ?? '',
    typeOnly: type !== undefined,
  }))
  const workers = [...text.matchAll(worker)].map(([, to]) => ({ from: path, to: to ?? '', typeOnly: false }))
  return [...named, ...workers]
}

/** The file that an import leads to, where it is one of ours. */
function resolve({ from, to }: Import): string | undefined {
  if (to.startsWith('.')) return join(dirname(from), to)
  if (to === '#modules') return 'modules/index.ts'
  if (to === '#example') return 'example/index.ts'
  const [, area, rest] = /^#(modules|engines|platform)\/(.+)$/.exec(to) ?? []
  if (area === 'modules') return `modules/${rest}/module.ts`
  if (area === 'engines') return `engines/${rest}/index.ts`
  return area === 'platform' ? `platform/${rest}.ts` : undefined
}

function outsideImports(sources: readonly Source[], folder: string, tests: boolean): Import[] {
  return sources.filter(({ path }) => path.startsWith(folder) && (tests || !isTest(path))).flatMap(importsOf)
}

function enginesPure(sources: readonly Source[]): string[] {
  return outsideImports(sources, 'engines/', false)
    .filter(it => !(resolve(it)?.startsWith('engines/') ?? it.to === 'node:worker_threads'))
    .map(it => `${it.from} imports ${it.to}`)
}

function enginesNoClock(sources: readonly Source[]): string[] {
  return matching(
    sources.filter(({ path }) => path.startsWith('engines/') && !isTest(path)),
    /\b(Date\.now|new Date\b|performance\.now|Math\.random|process\.(env|hrtime))/,
  )
}

function platformBelow(sources: readonly Source[]): string[] {
  return outsideImports(sources, 'platform/', false)
    .filter(it => /^(modules|engines|example)\//.test(resolve(it) ?? ''))
    .map(it => `${it.from} imports ${it.to}`)
}

function modulesUpwards(sources: readonly Source[]): string[] {
  const index = sources.find(({ path }) => path === 'modules/index.ts')?.text ?? ''
  const list = /offering[^=]*=\s*\[([^\]]*)\]/.exec(index)?.[1] ?? ''
  const names = list.split(',').map(name => name.trim().replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`))
  const order = [...names, 'home']
  return outsideImports(sources, 'modules/', false)
    .filter(it => it.to.startsWith('#modules/'))
    .filter(
      it =>
        order.indexOf(it.to.slice(9)) < 0 ||
        order.indexOf(it.to.slice(9)) >= order.indexOf(it.from.split('/')[1] ?? ''),
    )
    .map(it => `${it.from} imports ${it.to}, which is not above it`)
}

// Inside its own module, engine or the platform a file imports by ./ and ../; everywhere else by a door.
function doorsOnly(sources: readonly Source[]): string[] {
  return sources
    .flatMap(importsOf)
    .filter(it => it.to.startsWith('.'))
    .filter(
      it =>
        homeOf(it.from) !== homeOf(resolve(it) ?? '') && homeOf(it.from) !== 'root' && it.from !== 'modules/index.ts',
    )
    .filter(it => !(isTest(it.from) && /^(platform\/testing|package\.json)/.test(resolve(it) ?? '')))
    .filter(it => !it.to.endsWith('.json'))
    .map(it => `${it.from} reaches into ${it.to}`)
}

function homeOf(path: string): string {
  const [top, second] = path.split('/')
  if (top === 'modules' || top === 'engines') return `${top}/${second}`
  return ['platform', 'example', 'journeys', 'bench'].includes(top ?? '') ? (top ?? '') : 'root'
}

function noCycles(sources: readonly Source[]): string[] {
  const edges = new Map(
    sources.map(source => [
      source.path,
      importsOf(source)
        .filter(it => !it.typeOnly)
        .map(resolve)
        .filter(to => to !== undefined),
    ]),
  )
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const walk = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
      return
    }
    state.set(path, 'open')
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of edges.keys()) walk(path, [])
  return found
}

const statements =
  /\bsql`|\bsql<|\.(selectFrom|insertInto|updateTable|deleteFrom)\(|['"`]\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)/i

function sqlInStores(sources: readonly Source[]): string[] {
  return matching(
    sources.filter(({ path }) => path.startsWith('modules/') && !isTest(path) && !/\/store(\/|\.ts)/.test(path)),
    statements,
  )
}

function rulesPure(sources: readonly Source[]): string[] {
  const pure = sources.filter(({ path }) => /^modules\/.*(\/|^)(rules|forms)(\/.*)?\.ts$/.test(path) && !isTest(path))
  const imports = pure
    .flatMap(importsOf)
    .filter(it => /#platform\/(database|jobs|ledger|access|clock|app)|fastify|\/store(\/|\.ts)|node:/.test(it.to))
    .map(it => `${it.from} imports ${it.to}`)
  return [...imports, ...matching(pure, /\bDate\.now\(|new Date\(\)|\bsql`|\brequest\./)]
}

function strictTypes(sources: readonly Source[]): string[] {
  const ours = sources.filter(
    ({ path }) => !isGenerated(path) && !path.endsWith('laws.ts') && path !== 'architecture.test.ts',
  )
  return matching(
    ours.map(({ path, text }) => ({ path, text: withoutStrings(text) })),
    /:\s*any\b|\bas any\b|<any>|@ts-(ignore|nocheck|expect-error)|biome-ignore|[\w)\]]!(\.|\[|;|\)|,|$)/m,
  )
}

function fileLength(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !isGenerated(path))
    .filter(({ text }) => text.trimEnd().split('\n').length > 300)
    .map(({ path }) => `${path} has more than 300 lines`)
}

function testsApart(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !isTest(path) && !path.startsWith('journeys/'))
    .flatMap(importsOf)
    .filter(it => /testing\/|\.test\.ts|fast-check|playwright|kysely-codegen/.test(it.to))
    .map(it => `${it.from} imports ${it.to}`)
}

// All test files share one process: a hook outside a `describe` would run for every test of every file.
function hooksInside(sources: readonly Source[]): string[] {
  return matching(
    sources.filter(({ path }) => path.endsWith('.test.ts')),
    /^(before|after|beforeEach|afterEach)\(/,
  )
}

// `in` finds what every object inherits too: a word from outside such as `constructor` would pass for a key of the table.
function ownKeys(sources: readonly Source[]): string[] {
  return matching(
    sources.filter(({ path }) => !isTest(path)),
    /\): \w+ is .* => .*\b\w+ in \w+$/,
  )
}

function matching(sources: readonly Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) =>
    withoutComments(text)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
  )
}

// Words in a title or a sentence are not code.
function withoutStrings(text: string): string {
  return text.replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
}

// Keeps the number of lines, so that a finding points at the right one.
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, '')).replace(/(^|\s)\/\/.*$/gm, '$1')
}

const checks: Readonly<Record<Law, (sources: readonly Source[]) => string[]>> = {
  'engines-pure': enginesPure,
  'engines-no-clock': enginesNoClock,
  'platform-below': platformBelow,
  'modules-upwards': modulesUpwards,
  'doors-only': doorsOnly,
  'no-cycles': noCycles,
  'sql-in-stores': sqlInStores,
  'rules-pure': rulesPure,
  'strict-types': strictTypes,
  'file-length': fileLength,
  'tests-apart': testsApart,
  'hooks-inside': hooksInside,
  'own-keys': ownKeys,
}
