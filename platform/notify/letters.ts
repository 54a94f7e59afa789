import { longTime } from '../views.ts'

/**
 * Everything that may leave the house by e-mail. A letter is a kind and the few values that it may carry: addresses on this server,
 * times, counts and hashes. There is no slot into which a name or a concern could be put.
 */
export type Letter =
  | { readonly kind: 'invitation'; readonly address: string; readonly expires: Date }
  | { readonly kind: 'recovery'; readonly address: string; readonly expires: Date }
  | { readonly kind: 'waiting'; readonly count: number; readonly urgent: boolean; readonly address: string }
  /** A form for an organisation without an account, and word by its reference that what it sent was received or is closed. */
  | { readonly kind: 'form'; readonly address: string; readonly expires: Date }
  | { readonly kind: 'received'; readonly reference: string }
  | { readonly kind: 'closed'; readonly reference: string }
  | { readonly kind: 'ledger head'; readonly day: string; readonly head: string }

export type LetterWords = { readonly subject: string; readonly text: string }

/** A letter in words. Throws an Error when a value is not of the kind that may leave. */
export function wordsOf(letter: Letter): LetterWords {
  switch (letter.kind) {
    case 'invitation':
      return link('You have an invitation', letter)
    case 'recovery':
      return link('You can come back to your account', letter)
    case 'form':
      return link('A form for you', letter)
    case 'received':
      return referred('We received what you sent', letter)
    case 'closed':
      return referred('What you sent was read, and is closed for you', letter)
    case 'waiting':
      return waiting(letter)
    case 'ledger head':
      return head(letter)
  }
}

function link(subject: string, { address, expires }: { address: string; expires: Date }): LetterWords {
  const text = `${subject}. Open it here:\n\n${addressOf(address)}\n\nThe link works once, until ${longTime(expires)}. If you did not expect it, do nothing.`
  return { subject, text }
}

function referred(subject: string, { reference }: { reference: string }): LetterWords {
  if (!/^[0-9A-F]{6}$/.test(reference)) throw new Error('reference must be six signs of an id')
  return { subject, text: `${subject}. Reference ${reference}. Questions: ring whoever sent you the form.` }
}

function waiting({ count, urgent, address }: Extract<Letter, { kind: 'waiting' }>): LetterWords {
  if (!Number.isInteger(count) || count < 1) throw new Error('count must be a whole number above nought')
  const what = count === 1 ? '1 notice waits' : `${count > 99 ? 'More than 99' : count} notices wait`
  const soon = urgent ? ' One of them is urgent.' : ''
  const text = `${what} for you.${soon} Sign in to read ${count === 1 ? 'it' : 'them'}:\n\n${addressOf(address)}\n\nYou can change how often you get this message on the page Inbox.`
  return { subject: urgent ? 'Something urgent waits for you' : 'Something waits for you', text }
}

function head({ day, head: hash }: Extract<Letter, { kind: 'ledger head' }>): LetterWords {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d+:[0-9a-f]{64}$/.test(hash))
    throw new Error('day must be YYYY-MM-DD, and head a number and a hash')
  return {
    subject: `Breakwater: head of the ledger on ${day}`,
    text: `${hash}\n\nKeep this message where Breakwater cannot reach it. To prove that nothing before it was changed:\nnode cli.ts verify --checkpoint ${hash}`,
  }
}

/** The paths to which a letter may lead: pages before sign-in, or the list of one's own notices. Never a record. */
const mayLeadTo = /^\/(?:$|inbox$|link\/[\w-]+$|refer\/[\w-]+$)/

function addressOf(address: string): string {
  const url = URL.parse(address)
  if (url === null || !mayLeadTo.test(url.pathname) || url.search !== '' || url.hash !== '')
    throw new Error('address must be that of a page that names no record')
  return url.href
}
