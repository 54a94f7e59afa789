import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const projectFolder = new URL('../..', import.meta.url).pathname

export const databaseKind = process.env['DATABASE_URL'] === undefined ? 'embedded' : 'PostgreSQL'

/** The real server in a process of its own: what `npm start` starts. */
export class Server {
  readonly origin: string
  readonly dataDir: string
  readonly kind = databaseKind
  readonly #environment: NodeJS.ProcessEnv
  #process: ChildProcess | undefined
  #said = ''

  constructor(dataDir: string, port: number) {
    this.dataDir = dataDir
    this.origin = `http://localhost:${port}`
    this.#environment = environmentOf(dataDir, port)
  }

  /** The last lines that the server wrote. */
  get said(): string {
    return this.#said.slice(-4_000)
  }

  /** Starts it and waits until `/ready` says yes. The first start of a demonstration loads the synthetic county. */
  async start(longest = 240_000): Promise<void> {
    const child = run(this.#environment)
    this.#process = child
    const hear = (bytes: Buffer): void => {
      this.#said = (this.#said + bytes.toString()).slice(-20_000)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    const until = Date.now() + longest
    while (!(await isReady(this.origin))) {
      if (child.exitCode !== null) throw new Error(`The server ended before it was ready:\n${this.said}`)
      if (Date.now() > until) throw new Error(`The server was not ready after ${longest / 1000} s:\n${this.said}`)
      await wait(200)
    }
  }

  /** Asks the server to end, as a service manager does, and waits until it has. Returns its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM')
  }

  /** Ends the process at once, as a power cut to it would: nothing in it can be put in order first. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Starts another server on the same data folder, and returns how it ended and what it said. */
  async startSecond(): Promise<{ code: number | null; said: string }> {
    const child = run({ ...this.#environment, PORT: String(await freePort()) })
    let said = ''
    child.stdout?.on('data', bytes => {
      said += String(bytes)
    })
    child.stderr?.on('data', bytes => {
      said += String(bytes)
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
    const [code] = await once(child, 'exit')
    clearTimeout(timer)
    return { code, said }
  }

  /** Runs a command of `cli.ts` on the same data, and returns how it ended and what it said. An embedded database must be stopped. */
  async command(...words: readonly string[]): Promise<{ code: number | null; said: string }> {
    const child = spawn(process.execPath, ['cli.ts', ...words], { cwd: projectFolder, env: this.#environment })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', bytes => {
        said += String(bytes)
      })
    const [code] = await once(child, 'exit')
    return { code, said }
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#process
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const ended = once(child, 'exit')
    child.kill(signal)
    const timer = setTimeout(() => child.kill('SIGKILL'), 30_000)
    await ended
    clearTimeout(timer)
    return child.exitCode
  }
}

function run(environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['main.ts'], {
    cwd: projectFolder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

// Only what is named here reaches the server, so that a setting of the machine cannot change what is walked.
function environmentOf(dataDir: string, port: number): NodeJS.ProcessEnv {
  const { PATH, HOME, DATABASE_URL, DATABASE_OWNER_URL } = process.env
  return {
    ...{ PATH, HOME },
    ...(DATABASE_URL === undefined ? {} : { DATABASE_URL, DATABASE_OWNER_URL, DEMONSTRATION: 'yes' }),
    DATA_DIR: dataDir,
    PORT: String(port),
    RATE_LIMIT: '100000',
    LOG_LEVEL: 'error',
  }
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/ready`)).ok
  } catch {
    return false
  }
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise<void>(resolve => probe.close(() => resolve()))
  if (address === null || typeof address === 'string') throw new Error('No free port was found.')
  return address.port
}
