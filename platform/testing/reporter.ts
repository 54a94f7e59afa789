import type { TestEvent } from 'node:test/reporters'

type Failure = { readonly name: string; readonly file: string; readonly message: string }

/** Prints each failure as it happens and ends with the plain line `N passed, N failed` that CI reads. */
export default async function* reporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0
  let failed = 0
  for await (const event of events) {
    if (event.type === 'test:pass' && event.data.details.type !== 'suite') passed += 1
    if (event.type === 'test:fail' && event.data.details.type !== 'suite') {
      failed += 1
      yield describe({
        name: event.data.name,
        file: event.data.file ?? '',
        message: explain(event.data.details.error),
      })
    }
    if (event.type === 'test:stderr') yield event.data.message
  }
  yield `${passed} passed, ${failed} failed\n`
}

function describe(failure: Failure): string {
  return `FAILED ${failure.name}\n  ${failure.file}\n  ${failure.message.split('\n').join('\n  ')}\n`
}

function explain(error: Error): string {
  const cause = error.cause
  return cause instanceof Error ? (cause.stack ?? cause.message) : (error.stack ?? error.message)
}
