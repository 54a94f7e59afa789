import type { AttachmentLimits } from '../config.ts'

/** Where a file stands. Only the scanner's word is stored; the rest follows from it and from how this server is set. */
export type FileState = 'clean' | 'refused' | 'waiting' | 'not scanned'

type Scanning = Pick<AttachmentLimits, 'scanner' | 'unscanned'>

export function fileState(outcome: string | null, { scanner }: Scanning): FileState {
  if (outcome === 'clean' || outcome === 'refused') return outcome
  return scanner === undefined ? 'not scanned' : 'waiting'
}

/** Whether somebody who may read the record may have the file: at once, after a warning, or not. */
export function mayOpen(state: FileState, { unscanned }: Scanning): 'yes' | 'after a warning' | 'no' {
  if (state === 'clean') return 'yes'
  return state === 'not scanned' && unscanned === 'warn' ? 'after a warning' : 'no'
}

export const stateWords: Readonly<Record<FileState, string>> = {
  clean: 'Checked: nothing harmful was found',
  refused: 'Refused and destroyed: the scanner found something harmful',
  waiting: 'Waiting for the virus scanner. Nobody can open it until it is checked',
  'not scanned': 'Not checked: this server has no virus scanner',
}
