export type { Events } from './events.ts'
export { type KnoxOptions, type KnoxTable, knox } from './knox/knox.ts'
