import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { postOffice } from './notify.ts'

describe('messages', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'breakwater-notify-'))
  after(() => rmSync(dataDir, { recursive: true, force: true }))

  const nothing = { smtpUrl: undefined, mailFrom: undefined, publicUrl: undefined, dataDir }
  const message = { to: 'a@example.org', subject: 'You have an invitation', text: 'Open it here.' }

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
    await office.send(message)
    server.close()
    assert.ok(heard.includes('MAIL FROM:<breakwater@example.org>'))
    assert.ok(heard.includes('RCPT TO:<a@example.org>'))
    assert.ok(heard.includes('Subject: You have an invitation'))
    assert.ok(heard.includes('Open it here.'))
  })

  test('a mail server that does not answer is one plain sentence', async () => {
    const office = postOffice({ ...nothing, smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'breakwater@example.org' })
    await assert.rejects(office.send(message), { code: 'unavailable' })
  })

  test('a server that only this machine reaches keeps its messages in a file for its owner', async () => {
    await postOffice({ ...nothing, publicUrl: 'http://localhost:3000' }).send(message)
    const file = join(dataDir, 'messages.log')
    assert.match(readFileSync(file, 'utf8'), /To: a@example\.org\nSubject: You have an invitation\n\nOpen it here\./)
    assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  test('a server that others reach sends nothing until e-mail is set up', async () => {
    const office = postOffice({ ...nothing, publicUrl: 'https://breakwater.example.org' })
    await assert.rejects(office.send(message), /SMTP_URL and MAIL_FROM/)
  })

  test('an address that would add a header or a second recipient is refused', async () => {
    const office = postOffice(nothing)
    await assert.rejects(office.send({ ...message, to: 'a@example.org\nBcc: b@example.org' }), /cannot be used/)
    await assert.rejects(office.send({ ...message, to: 'a@example.org,b@example.org' }), /cannot be used/)
  })
})
