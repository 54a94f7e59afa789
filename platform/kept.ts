export type Kept<T> = (key: string, make: () => Promise<T> | T) => Promise<T>

/**
 * A store for what is costly to make and follows from its key alone, such as a drawn picture of given figures. The oldest goes
 * when it is full. The key must hold everything that the value shows: then nobody is given what they did not just read themselves.
 */
export function keptValues<T>(most: number): Kept<T> {
  const values = new Map<string, Promise<T>>()
  return (key, make) => {
    const known = values.get(key)
    if (known !== undefined) return known
    const made = Promise.resolve(make())
    made.catch(() => values.delete(key))
    const [oldest] = values.keys()
    if (values.size >= most && oldest !== undefined) values.delete(oldest)
    values.set(key, made)
    return made
  }
}
