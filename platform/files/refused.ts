import { Invalid } from '../errors.ts'

/** A file that cannot be used at all. The sentence says what, where and what to do. */
export class FileRefused extends Invalid {
  readonly file: string

  constructor(file: string, sentence: string) {
    super(`${file}: ${sentence}`)
    this.file = file
  }
}
