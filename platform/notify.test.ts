import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { type Letter, postOffice, wordsOf } from './notify.ts'

describe('messages', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'breakwater-notify-'))
  after(() => rmSync(dataDir, { recursive: true, force: true }))

  const nothing = { smtpUrl: undefined, mailFrom: undefined, notify: undefined, publicUrl: undefined, dataDir }
  const to = 'a@example.org'
  const letter: Letter = {
    kind: 'waiting',
    count: 3,
    urgent: false,
    address: 'https://breakwater.example.org/inbox',
  }

  // As little of a mail server as one message needs.
  function answer(socket: Socket, heard: string[]): void {
    let inBody = false
    socket.write('220 here\r\n')
    socket.on('data', data => {
      for (const line of data.toString().split('\r\n').slice(0, -1)) {
        heard.push(line)
        if (inBody && line !== '.') continue
        const reply = line === 'DATA' ? '354 go on' : line.startsWith('QUIT') ? '221 bye' : '250 ok'
        inBody = line === 'DATA'
        socket.write(`${reply}\r\n`)
      }
    })
  }

  test('with SMTP_URL and MAIL_FROM a message goes out by SMTP, from that address', async () => {
    const heard: string[] = []
    const server = createServer(socket => answer(socket, heard)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const office = postOffice({ ...nothing, smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'breakwater@example.org' })
    await office.send(to, letter)
    server.close()
    assert.ok(heard.includes('MAIL FROM:<breakwater@example.org>'))
    assert.ok(heard.includes('RCPT TO:<a@example.org>'))
    assert.ok(heard.includes('Subject: Something waits for you'))
    assert.ok(heard.includes('3 notices wait for you. Sign in to read them:'))
  })

  test('a mail server that does not answer is one plain sentence', async () => {
    const office = postOffice({ ...nothing, smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'breakwater@example.org' })
    await assert.rejects(office.send(to, letter), { code: 'unavailable' })
  })

  test('a server that only this machine reaches keeps its messages in a file for its owner', async () => {
    await postOffice({ ...nothing, publicUrl: 'http://localhost:3000' }).send(to, letter)
    const file = join(dataDir, 'messages.log')
    assert.match(
      readFileSync(file, 'utf8'),
      /To: a@example\.org\nSubject: Something waits for you\n\n3 notices wait for you/,
    )
    assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  test('a server that others reach sends nothing until e-mail is set up', async () => {
    const office = postOffice({ ...nothing, publicUrl: 'https://breakwater.example.org' })
    await assert.rejects(office.send(to, letter), /SMTP_URL and MAIL_FROM/)
  })

  test('an address that would add a header or a second recipient is refused', () => {
    const office = postOffice(nothing)
    assert.throws(() => office.send('a@example.org\nBcc: b@example.org', letter), /cannot be used/)
    assert.throws(() => office.send('a@example.org,b@example.org', letter), /cannot be used/)
  })

  describe('by GOV.UK Notify', () => {
    const service = '0d7ff1a8-2b0b-4e2b-9b53-0f2d9d1f7a01'
    const secret = '5b7d9c3e-aaaa-4bbb-8ccc-1234567890ab'
    const template = '11111111-2222-4333-8444-555555555555'
    let status = 201
    let asked: { path: string | undefined; authorization: string; body: unknown }

    async function listen(request: IncomingMessage): Promise<void> {
      const pieces: Buffer[] = []
      for await (const piece of request) pieces.push(piece)
      const authorization = request.headers.authorization ?? ''
      asked = { path: request.url, authorization, body: JSON.parse(Buffer.concat(pieces).toString()) }
    }

    const server = createHttpServer((request, response) => {
      listen(request).then(() =>
        response.writeHead(status, { 'content-type': 'application/json' }).end('{"errors":[]}'),
      )
    })
    after(() => server.close())

    async function office() {
      if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening')
      const { port } = server.address() as AddressInfo
      const notify = { key: `team-key-${service}-${secret}`, template, url: `http://127.0.0.1:${port}` }
      return postOffice({ ...nothing, notify })
    }

    test('a message goes as two fields of one template, under a token that its secret signed just now', async () => {
      status = 201
      await (await office()).send(to, letter)
      assert.equal(asked.path, '/v2/notifications/email')
      const { subject, text } = wordsOf(letter)
      assert.deepEqual(asked.body, {
        email_address: to,
        template_id: template,
        personalisation: { subject, message: text },
      })
      const [head = '', body = '', signature = ''] = asked.authorization.replace(/^Bearer /, '').split('.')
      const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
      assert.deepEqual(read(head), { typ: 'JWT', alg: 'HS256' })
      const { iss, iat } = read(body) as { iss: string; iat: number }
      assert.equal(iss, service)
      assert.ok(Math.abs(iat - Date.now() / 1000) < 30)
      assert.equal(signature, createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url'))
    })

    for (const code of [403, 429, 500])
      test(`an answer of ${code} is for later, and nothing of it is told`, async () => {
        status = code
        await assert.rejects((await office()).send(to, letter), { code: 'unavailable', message: /in a few minutes/ })
      })

    test('an address that it does not take is not tried again', async () => {
      status = 400
      await assert.rejects((await office()).send(to, letter), { code: 'invalid' })
    })

    test('where nobody answers it is for later', async () => {
      const notify = { key: `k-${service}-${secret}`, template, url: 'http://127.0.0.1:1' }
      await assert.rejects(postOffice({ ...nothing, notify }).send(to, letter), { code: 'unavailable' })
    })
  })
})
