// A WebAssembly assembler of forty lines: enough to write one SIMD loop in readable TypeScript, so that no binary is
// committed and no compiler is needed. Binary format: WebAssembly Core Specification 2.0, section 5.

export type Code = readonly number[]

export const I32 = 0x7f
export const V128 = 0x7b

/** Unsigned LEB128, specification section 5.2.2. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value >>> 0
  do {
    const low = rest & 0x7f
    rest >>>= 7
    bytes.push(rest === 0 ? low : low | 0x80)
  } while (rest !== 0)
  return bytes
}

/** Signed LEB128 of a 32-bit integer. */
export function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value | 0
  for (;;) {
    const low = rest & 0x7f
    rest >>= 7
    const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)
    bytes.push(last ? low : low | 0x80)
    if (last) return bytes
  }
}

const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)]

/** The few instructions that the kernel uses, by the names of the text format. */
export const op = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: [0x6a],
  lessUnsigned: [0x49],
  shiftLeft: [0x74],
  load: (offset = 0): Code => [0x28, 2, ...unsigned(offset)],
  loadVector: (offset: number): Code => [...simd(0), 4, ...unsigned(offset)],
  storeVector: (offset: number): Code => [...simd(11), 4, ...unsigned(offset)],
  splat: simd(17),
  lessThanLanes: simd(0x39),
  absoluteLanes: simd(0xa0),
  addLanes: simd(0xae),
  subtractLanes: simd(0xb1),
  loop: (body: Code): Code => [0x03, 0x40, ...body, 0x0b],
  when: (body: Code): Code => [0x04, 0x40, ...body, 0x0b],
  repeatIf: [0x0d, 0],
} as const

const text = (value: string): number[] => [...unsigned(value.length), ...Array.from(value, c => c.charCodeAt(0))]
const vector = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()]
const section = (id: number, content: Code): number[] => [id, ...unsigned(content.length), ...content]

export type Routine = {
  readonly name: string
  readonly parameters: readonly number[]
  readonly locals: readonly number[]
  readonly body: Code
}

/** Bytes of a module that imports one shared memory as `m.m` and exports one routine without results. */
export function assemble(routine: Routine, pages: number): Uint8Array<ArrayBuffer> {
  const type = [0x60, ...vector(routine.parameters.map(p => [p])), 0]
  const memory = [...text('m'), ...text('m'), 2, 3, ...unsigned(pages), ...unsigned(pages)]
  const locals = vector(routine.locals.map(kind => [1, kind]))
  const code = [...locals, ...routine.body, 0x0b]
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([type])),
    ...section(2, vector([memory])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...text(routine.name), 0, 0]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ])
}
