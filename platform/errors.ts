/** Every way in which a request can fail, with its status and the words a person reads. docs/running/errors.md lists them. */
export const errorCatalogue = {
  'not-found': {
    status: 404,
    title: 'Page not found',
    sentence: 'There is nothing here, or you do not have access to it.',
  },
  'not-allowed': { status: 403, title: 'You cannot do this', sentence: 'Your role does not allow this.' },
  'not-signed-in': { status: 401, title: 'Sign in first', sentence: 'You need to sign in to see this page.' },
  invalid: { status: 422, title: 'There is a problem', sentence: 'Something in what you sent cannot be used.' },
  conflict: {
    status: 409,
    title: 'Someone changed this first',
    sentence: 'This was changed since you opened it. Look again before you go on.',
  },
  expired: { status: 403, title: 'This page has expired', sentence: 'Go back, reload the page and try again.' },
  'too-large': { status: 413, title: 'That is too large', sentence: 'What you sent is larger than the limit.' },
  'too-many': { status: 429, title: 'Too many requests', sentence: 'Wait a minute and try again.' },
  unavailable: { status: 503, title: 'Not available at the moment', sentence: 'Try again in a few minutes.' },
  unexpected: {
    status: 500,
    title: 'Something went wrong',
    sentence: 'This is our fault. It has been recorded. Try again, or tell your administrator the reference.',
  },
} as const

export type ErrorCode = keyof typeof errorCatalogue

/** A failure that a person may be told about. `sentence` says what, where and what to do. */
export class KnownError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, sentence: string = errorCatalogue[code].sentence) {
    super(sentence)
    this.code = code
  }
}

export class NotFound extends KnownError {
  constructor(sentence?: string) {
    super('not-found', sentence)
  }
}

export class NotAllowed extends KnownError {
  constructor(sentence?: string) {
    super('not-allowed', sentence)
  }
}

export class Invalid extends KnownError {
  constructor(sentence: string) {
    super('invalid', sentence)
  }
}

export class Conflict extends KnownError {
  constructor(sentence?: string) {
    super('conflict', sentence)
  }
}
