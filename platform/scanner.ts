import { connect, type Socket } from 'node:net'
import { KnownError } from './errors.ts'

/** What a scanner said of a file: nothing found, or the name of what it found. */
export type Verdict = { readonly clean: true } | { readonly clean: false; readonly signature: string }

export type Scanner = {
  /** Throws `unavailable` when the scanner does not answer, stops midway, or says something else than a verdict. */
  scan(bytes: Uint8Array): Promise<Verdict>
  /** Whether it answers at all. */
  ping(): Promise<boolean>
}

type Limits = {
  /** Milliseconds without a sign from the scanner, and for one file as a whole. */
  readonly silence: number
  readonly whole: number
}

const chunkBytes = 64 * 1024
const longestReply = 4096
const usual: Limits = { silence: 30_000, whole: 120_000 }

/**
 * ClamAV's daemon by its own protocol (clamd(8), commands zPING and zINSTREAM) at `tcp://host:port` or `unix:/path`. Each call
 * takes a connection of its own. A file goes over as it is, so the way there is this machine or a network that you trust.
 */
export function scannerAt(address: string, limits: Limits = usual): Scanner {
  const ask = (send: (socket: Socket) => Promise<void>): Promise<string> => converse(address, limits, send)
  return {
    scan: async bytes => verdictOf(await ask(socket => stream(socket, bytes))),
    ping: async () => {
      try {
        return (await ask(socket => write(socket, Buffer.from('zPING\0')))) === 'PONG'
      } catch {
        return false
      }
    },
  }
}

function open(address: string): Socket {
  const [, host, port] = /^tcp:\/\/([^/:]+):(\d+)$/.exec(address) ?? []
  if (host !== undefined) return connect({ host, port: Number(port) })
  const [, path] = /^unix:(\/.+)$/.exec(address) ?? []
  if (path !== undefined) return connect({ path })
  throw new Error('address must be tcp://host:port or unix:/path')
}

/** Sends a command and gives the reply without its closing NUL. */
function converse(address: string, limits: Limits, send: (socket: Socket) => Promise<void>): Promise<string> {
  const socket = open(address)
  const heard: Buffer[] = []
  return new Promise<string>((resolve, reject) => {
    const fail = (): void => reject(new KnownError('unavailable', 'The virus scanner did not answer. Try again later.'))
    const clock = setTimeout(() => socket.destroy(), limits.whole)
    socket.setTimeout(limits.silence, () => socket.destroy())
    socket.on('data', (data: Buffer) => {
      heard.push(data)
      const reply = Buffer.concat(heard)
      const end = reply.indexOf(0)
      if (end >= 0) resolve(reply.subarray(0, end).toString('utf8'))
      if (end >= 0 || reply.length > longestReply) socket.destroy()
    })
    socket.on('error', fail)
    socket.on('close', () => {
      clearTimeout(clock)
      fail()
    })
    // A scanner that has heard enough answers and hangs up while we still send: its reply decides, not our broken pipe.
    socket.on('connect', () => send(socket).catch(() => undefined))
  })
}

/** Each piece follows its length in four bytes; a length of nought ends the file. */
async function stream(socket: Socket, bytes: Uint8Array): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'))
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const piece = bytes.subarray(at, at + chunkBytes)
    await write(socket, lengthOf(piece.length))
    await write(socket, piece)
  }
  await write(socket, lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

function write(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, error => (error == null ? resolve() : reject(error)))
  })
}

/** `stream: OK`, or `stream: Win.Test.EICAR_HDB-1 FOUND`. Anything else, such as a limit of its own, is no verdict. */
function verdictOf(reply: string): Verdict {
  if (reply === 'stream: OK') return { clean: true }
  const [, signature] = /^stream: (\S[^\0]{0,300}) FOUND$/.exec(reply) ?? []
  if (signature !== undefined) return { clean: false, signature: signature.slice(0, 200) }
  throw new KnownError('unavailable', 'The virus scanner gave no verdict. Its log says why.')
}
