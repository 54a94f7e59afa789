import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { ConfigError, readConfig } from '../config.ts'
import { probeSite } from './probe-site.test.ts'
import { securityText, setUpSecurityText } from './security-text.ts'

const promised = { SECURITY_CONTACT: 'mailto:security@example.gov.uk', SECURITY_CONTACT_UNTIL: '2027-03-31' }

test('a contact and a day make a text of RFC 9116', () => {
  const config = readConfig({ ...promised, PUBLIC_URL: 'https://breakwater.example.gov.uk/' })
  assert.equal(
    securityText(config, new Date('2026-11-21T09:00:00Z')),
    [
      'Contact: mailto:security@example.gov.uk',
      'Expires: 2027-03-31T23:59:59.000Z',
      'Preferred-Languages: en',
      'Canonical: https://breakwater.example.gov.uk/.well-known/security.txt',
      '',
    ].join('\n'),
  )
})

test('it stands through the last day of the promise and not a second longer', () => {
  const config = readConfig(promised)
  assert.notEqual(securityText(config, new Date('2027-03-31T23:59:59Z')), undefined)
  assert.equal(securityText(config, new Date('2027-04-01T00:00:00Z')), undefined)
})

test('a contact without a day is refused, and so is one that is no address', () => {
  assert.throws(() => readConfig({ SECURITY_CONTACT: 'mailto:a@example.org' }), ConfigError)
  assert.throws(
    () => readConfig({ ...promised, SECURITY_CONTACT: 'security@example.gov.uk' }),
    /SECURITY_CONTACT cannot/,
  )
  assert.throws(
    () => readConfig({ ...promised, SECURITY_CONTACT_UNTIL: '2027-02-30' }),
    /SECURITY_CONTACT_UNTIL cannot/,
  )
})

test('the address answers with it where it is set, and is not found where it is not', async () => {
  const answerWith = async (environment: NodeJS.ProcessEnv) => {
    const app = fastify()
    setUpSecurityText(app, readConfig(environment), { now: () => new Date('2026-11-21T09:00:00Z') })
    const answer = await app.inject('/.well-known/security.txt')
    return [answer.statusCode, answer.headers['content-type']]
  }
  assert.deepEqual(await answerWith(promised), [200, 'text/plain; charset=utf-8'])
  assert.equal((await answerWith({}))[0], 404)
})

test('the whole site serves it', async () => {
  const answer = await (await probeSite()).visitor().get('/.well-known/security.txt')
  assert.match(answer.body, /^Contact: mailto:security@example\.gov\.uk\nExpires: 2999-12-31T/)
})
