/** A sequence of numbers the engines read: plain or typed, never written to. */
export type Numbers = ArrayLike<number>

/** Refuses anything but a finite number. @throws naming `name` */
export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new Error(`${name} must be a finite number, got ${String(value)}`)
}

/** Refuses anything but a finite number above zero. @throws naming `name` */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new Error(`${name} must be a number above 0, got ${String(value)}`)
}

/** Refuses anything but a finite number of zero or more. @throws naming `name` */
export function requireNotNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) throw new Error(`${name} must be a number of 0 or more, got ${String(value)}`)
}

/** Refuses anything but a whole number of `least` or more. @throws naming `name` */
export function requireWhole(name: string, value: number, least = 0): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new Error(`${name} must be a whole number of ${least} or more, got ${String(value)}`)
  }
}

/** Refuses anything outside [0, 1]. @throws naming `name` */
export function requireProbability(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new Error(`${name} must be between 0 and 1, got ${String(value)}`)
}

/** Refuses anything outside (0, 1). @throws naming `name` */
export function requireLevel(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new Error(`${name} must be above 0 and below 1, got ${String(value)}`)
}

/** Refuses an array whose length is not `length`. @throws naming `name` */
export function requireLength(name: string, values: Numbers, length: number): void {
  if (values.length !== length) throw new Error(`${name} must hold ${length} values, got ${values.length}`)
}

/** Refuses an array holding NaN or an infinity. @throws naming `name` and the position */
export function requireAllFinite(name: string, values: Numbers): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new Error(`${name}[${i}] must be a finite number, got ${String(values[i])}`)
  }
}
