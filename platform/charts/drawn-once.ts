import { keptValues } from '../kept.ts'
import type { Picture } from './picture.ts'

/**
 * The same picture, drawn once for the same figures. Its key is everything that it is drawn from, so nobody is shown
 * more than they gave. Measured: drawing takes half the time of a page of charts.
 */
export function drawnOnce<D>(draw: (data: D) => Picture | Promise<Picture>): (data: D) => Promise<Picture> {
  const kept = keptValues<Picture>(100)
  return data => kept(JSON.stringify(data), () => draw(data))
}
