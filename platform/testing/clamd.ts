// A scanner for tests: a real server that speaks as much of clamd's protocol as Breakwater asks, and knows one signature.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** The string by which every scanner is tried. It is put together here, so that no scanner takes this file for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', 'H+H*'].join('$')

/** How it behaves: as it should, hanging up midway, never answering, answering rubbish, or with a limit of 1,000 bytes. */
export type Manner = 'well' | 'dies' | 'silent' | 'rubbish' | 'small'

export type TestScanner = { readonly address: string; manner: Manner; readonly scanned: number; close(): Promise<void> }

export async function testScanner(where?: string): Promise<TestScanner> {
  const state = { manner: 'well' as Manner, scanned: 0 }
  const sockets = new Set<Socket>()
  const server: Server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    serve(socket, state)
  })
  if (where === undefined) server.listen(0, '127.0.0.1')
  else server.listen(where)
  await once(server, 'listening')
  const address = where === undefined ? `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` : `unix:${where}`
  return {
    address,
    get manner() {
      return state.manner
    },
    set manner(manner) {
      state.manner = manner
    },
    get scanned() {
      return state.scanned
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function serve(socket: Socket, state: { manner: Manner; scanned: number }): void {
  let heard = Buffer.alloc(0)
  socket.on('data', data => {
    heard = Buffer.concat([heard, data])
    if (state.manner === 'silent') return
    if (state.manner === 'dies' && heard.length > 10) return void socket.destroy()
    if (heard.toString('latin1', 0, 6) === 'zPING\0') return void socket.end('PONG\0')
    if (!heard.toString('latin1').startsWith('zINSTREAM\0')) return
    const content = contentOf(heard.subarray(10))
    if (state.manner === 'small' && heard.length > 1_000)
      return void socket.end('INSTREAM size limit exceeded. ERROR\0')
    if (content === undefined) return
    state.scanned += 1
    const found = content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0'
    socket.end(state.manner === 'rubbish' ? 'stream: perhaps\0' : found)
  })
}

/** The content of the pieces, once the one of length nought has come. */
function contentOf(pieces: Buffer): Buffer | undefined {
  const content: Buffer[] = []
  for (let at = 0; at + 4 <= pieces.length; ) {
    const length = pieces.readUInt32BE(at)
    if (length === 0) return Buffer.concat(content)
    content.push(pieces.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
