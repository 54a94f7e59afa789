import type { Random } from './random.ts'

// Marsaglia & Tsang (2000), "The ziggurat method for generating random variables", J. Stat. Soft. 5(8), with the layer
// and the position taken from separate bits as Doornik (2005) advises: 128 layers of equal area under exp(-x^2 / 2).
const LAYERS = 128
const TAIL_START = 3.442619855899
const LAYER_AREA = 9.91256303526217e-3
const TWO_31 = 2 ** 31

const density = (x: number) => Math.exp(-0.5 * x * x)

const edges = layerEdges()

function layerEdges(): Float64Array {
  const edge = new Float64Array(LAYERS + 1)
  edge[0] = LAYER_AREA / density(TAIL_START)
  edge[1] = TAIL_START
  for (let i = 2; i < LAYERS; i++) {
    edge[i] = Math.sqrt(-2 * Math.log(LAYER_AREA / edge[i - 1] + density(edge[i - 1])))
  }
  return edge
}

/** One standard normal draw. */
export function drawNormal(random: Random): number {
  for (;;) {
    const layer = random.uint32() & (LAYERS - 1)
    const u = (random.uint32() + 0.5) / TWO_31 - 1
    const x = u * edges[layer]
    if (Math.abs(x) < edges[layer + 1]) return x
    if (layer === 0) return u < 0 ? -drawTail(random) : drawTail(random)
    const inner = density(edges[layer + 1])
    const outer = density(edges[layer])
    if (outer + random.next() * (inner - outer) < density(x)) return x
  }
}

/** A draw beyond the base layer, by Marsaglia's (1964) exponential rejection. */
function drawTail(random: Random): number {
  for (;;) {
    const x = random.exponential(1) / TAIL_START
    const y = random.exponential(1)
    if (2 * y > x * x) return TAIL_START + x
  }
}
