import { Worker } from 'node:worker_threads'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { statementName } from './client.ts'

export type EmbeddedStart = { readonly folder?: string; readonly snapshot?: string }

export type EmbeddedRequest = {
  readonly id: number
  /** Under which the session keeps the statement, planned. */
  readonly name?: string
  readonly sql?: string
  readonly parameters: unknown[]
  readonly dump?: boolean
}

export type EmbeddedAnswer = {
  readonly id: number
  readonly rows?: unknown[]
  readonly affected?: number
  readonly bytes?: Uint8Array
  readonly error?: { message: string; code: string | undefined; constraint: string | undefined }
}

/** An error that PostgreSQL raised, with its five-character code, whichever driver carried it. */
export class SqlError extends Error {
  readonly code: string | undefined
  readonly constraint: string | undefined

  constructor(message: string, code: string | undefined, constraint: string | undefined) {
    super(message)
    this.code = code
    this.constraint = constraint
  }
}

/** One PGlite on its own thread. It is a single session: `exclusive` hands it to one piece of work at a time. */
export class Embedded {
  readonly #worker: Worker
  readonly #ready: Promise<void>
  readonly #waiting = new Map<number, { resolve: (answer: EmbeddedAnswer) => void; reject: (error: Error) => void }>()
  #nextId = 0
  #tail: Promise<void> = Promise.resolve()

  constructor(start: EmbeddedStart) {
    this.#worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: start })
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.once('message', () => resolve())
      this.#worker.once('error', reject)
    })
    this.#worker.on('message', (answer: EmbeddedAnswer) => this.#settle(answer))
    this.#worker.on('error', error => this.#failAll(error))
  }

  #settle(answer: EmbeddedAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (answer.error === undefined) waiting?.resolve(answer)
    else waiting?.reject(new SqlError(answer.error.message, answer.error.code, answer.error.constraint))
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }

  async #ask(request: Omit<EmbeddedRequest, 'id'>): Promise<EmbeddedAnswer> {
    await this.#ready
    this.#nextId += 1
    const id = this.#nextId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ ...request, id })
    })
  }

  /** Runs one statement with parameters, or several without. A named one is planned once. */
  async query(
    sql: string,
    parameters: readonly unknown[] = [],
    name?: string,
  ): Promise<{ rows: unknown[]; affected: number }> {
    const { rows, affected } = await this.#ask({
      sql,
      parameters: [...parameters],
      ...(name === undefined ? {} : { name }),
    })
    return { rows: rows ?? [], affected: affected ?? 0 }
  }

  /** Waits for the session, holds it until the returned function is called. */
  async hold(): Promise<() => void> {
    const before = this.#tail
    let release = (): void => {}
    this.#tail = new Promise(resolve => {
      release = resolve
    })
    await before
    return release
  }

  /** The whole database as bytes, for the test snapshot. */
  async dump(): Promise<Uint8Array> {
    const { bytes } = await this.#ask({ parameters: [], dump: true })
    return bytes ?? new Uint8Array()
  }

  async close(): Promise<void> {
    const release = await this.hold()
    await this.#ask({ parameters: [] })
    await this.#worker.terminate()
    release()
  }
}

/** A Kysely dialect over the one embedded session: a connection is the session itself, held until released. */
export function embeddedDialect(embedded: Embedded): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new EmbeddedDriver(embedded),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class EmbeddedDriver implements Driver {
  readonly #embedded: Embedded

  constructor(embedded: Embedded) {
    this.#embedded = embedded
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<EmbeddedConnection> {
    return new EmbeddedConnection(this.#embedded, await this.#embedded.hold())
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof EmbeddedConnection) connection.release()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.#embedded.close()
  }
}

class EmbeddedConnection implements DatabaseConnection {
  readonly #embedded: Embedded
  readonly release: () => void

  constructor(embedded: Embedded, release: () => void) {
    this.#embedded = embedded
    this.release = release
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, affected } = await this.#embedded.query(query.sql, query.parameters, statementName(query.sql))
    return { rows: rows as Row[], numAffectedRows: BigInt(affected) }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('The embedded database cannot stream a query: page by key instead.')
  }
}
