// The browser's part of a map, run against a stand-in for the map library.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { JSDOM } from 'jsdom'

type Host = HTMLElement
type Options = { load: () => Promise<unknown>; get: (source: string) => Promise<unknown>; still: boolean }
type Script = {
  start(host: Host, options: Options): Promise<unknown>
  enhance(host: Host, options: Options): () => Promise<void>
  mapStyle(data: unknown): { layers: { id: string; type: string }[] }
  mapOptions(container: unknown, data: unknown, still: boolean): Record<string, unknown>
  texture(name: string): { width: number; height: number; data: Uint8Array }
}

const script: Script = await import(new URL('../assets/map.js', import.meta.url).href)

const area = (id: number, name: string) => ({
  type: 'Feature',
  id,
  properties: { code: `A${id}`, name, say: `${name}: index ${id}`, fill: '1' },
  geometry: {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [id, 50],
          [id + 1, 50],
          [id + 1, 51],
          [id, 50],
        ],
      ],
    ],
  },
})
const data = { type: 'FeatureCollection', features: [area(1, 'Southmarsh <b>'), area(2, 'Northmarsh')] }

/** Enough of MapLibre to be listened to: it remembers its handlers, what was asked of it, and its states. */
class StandIn {
  static last: StandIn | undefined
  readonly options: Record<string, unknown>
  readonly handlers = new Map<string, (event: unknown) => void>()
  readonly asked: string[] = []
  readonly states: unknown[] = []
  readonly canvas = document.createElement('canvas')
  under: number | undefined
  touchZoomRotate = { disableRotation: () => this.asked.push('no touch rotation') }
  keyboard = { disableRotation: () => this.asked.push('no key rotation') }
  constructor(options: Record<string, unknown>) {
    this.options = options
    this.canvas.tabIndex = 0
    document.body.append(this.canvas)
    StandIn.last = this
  }
  on(name: string, handler: (event: unknown) => void) {
    this.handlers.set(name, handler)
  }
  addControl() {}
  addImage(name: string) {
    this.asked.push(`image ${name}`)
  }
  getCanvas() {
    return this.canvas
  }
  getCenter() {
    return [0, 0]
  }
  project() {
    return { x: 0, y: 0 }
  }
  queryRenderedFeatures() {
    return this.under === undefined ? [] : [{ id: this.under }]
  }
  setFeatureState(feature: { id: number }, state: unknown) {
    this.states.push([feature.id, state])
  }
  fitBounds(bounds: unknown, options: { animate: boolean }) {
    this.asked.push(`fit ${JSON.stringify(bounds)} animate ${options.animate}`)
  }
  resize() {}
}

const library = { Map: StandIn, NavigationControl: class {} }
const options = (more: Partial<Options> = {}): Options => ({
  load: async () => library,
  get: async () => data,
  still: true,
  ...more,
})

let host: Host

describe('the live map', () => {
  beforeEach(() => {
    const { window } = new JSDOM(
      '<main><div data-map data-source="/areas.geojson" data-title="Index by area"><svg></svg></div></main>',
    )
    Object.assign(globalThis, { document: window.document })
    host = window.document.querySelector<HTMLElement>('[data-map]') ?? assert.fail('no host')
  })

  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'document')
  })

  const said = () => host.querySelector('.map-live__said')?.textContent
  const select = () => host.querySelector('select') ?? assert.fail('no list of areas')

  describe('the live map', () => {
    test('keeps the drawn map beside it and marks the page as live', async () => {
      await script.start(host, options())
      assert.equal(host.dataset['map'], 'live')
      assert.notEqual(host.querySelector('svg'), null)
    })
    test('lists every area by name, as text', async () => {
      await script.start(host, options())
      assert.deepEqual(
        [...select().options].map(option => option.textContent),
        ['Choose an area', 'Northmarsh', 'Southmarsh <b>'],
      )
      assert.equal(host.querySelector('b'), null)
    })
    test('speaks through a polite live region', async () => {
      await script.start(host, options())
      assert.equal(host.querySelector('.map-live__said')?.getAttribute('aria-live'), 'polite')
    })
    test('choosing from the list says the area, marks it and goes there without motion', async () => {
      await script.start(host, options())
      select().value = '2'
      select().dispatchEvent(new (select().ownerDocument.defaultView ?? assert.fail()).Event('change'))
      assert.equal(said(), 'Northmarsh: index 2')
      assert.deepEqual(StandIn.last?.states, [[2, { chosen: true }]])
      assert.match(StandIn.last?.asked.at(-1) ?? '', /^fit \[2,50,3,51\] animate false$/)
    })
    test('pointing says the area once, and leaving says nothing', async () => {
      await script.start(host, options())
      const map = StandIn.last ?? assert.fail()
      map.under = 1
      map.handlers.get('mousemove')?.({ point: [0, 0] })
      map.handlers.get('mousemove')?.({ point: [1, 1] })
      assert.equal(said(), 'Southmarsh <b>: index 1')
      assert.deepEqual(map.states, [[1, { near: true }]])
      map.handlers.get('mouseout')?.({})
      assert.deepEqual(map.states.at(-1), [1, { near: false }])
      assert.equal(said(), 'Southmarsh <b>: index 1')
    })
    test('moving by keyboard says the area in the middle, and Enter chooses it', async () => {
      await script.start(host, options())
      const map = StandIn.last ?? assert.fail()
      map.canvas.focus()
      map.under = 2
      map.handlers.get('moveend')?.({})
      assert.equal(said(), 'Northmarsh: index 2')
      const { KeyboardEvent } = map.canvas.ownerDocument.defaultView ?? assert.fail()
      map.canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
      assert.equal(select().value, '2')
    })
    test('moving by mouse does not speak for the keyboard', async () => {
      await script.start(host, options())
      const map = StandIn.last ?? assert.fail()
      map.under = 2
      map.handlers.get('moveend')?.({})
      assert.match(said() ?? '', /^Point at an area/)
    })
  })

  describe('when the live map cannot start', () => {
    test('data that does not come leaves the drawn map and rejects', async () => {
      await assert.rejects(script.start(host, options({ get: () => Promise.reject(new Error('404')) })), /404/)
      assert.notEqual(host.dataset['map'], 'live')
    })
    test('a browser without WebGL goes back to the drawn map', async () => {
      const broken = {
        ...library,
        Map: class {
          constructor() {
            throw new Error('no WebGL')
          }
        },
      }
      await assert.rejects(script.start(host, options({ load: async () => broken })), /no WebGL/)
      assert.equal(host.dataset['map'], 'still')
      assert.equal(host.querySelector('.map-live'), null)
    })
    test('the button says so and can be tried again', async () => {
      let tries = 0
      const get = () => (++tries === 1 ? Promise.reject(new Error('503')) : Promise.resolve(data))
      const open = script.enhance(host, options({ get }))
      await open()
      assert.match(host.querySelector('button')?.textContent ?? '', /could not start/)
      await open()
      assert.equal(host.dataset['map'], 'live')
    })
  })

  describe('the button', () => {
    test('turns to the live map and back to the numbered one, and loads once', async () => {
      let loads = 0
      const load = async () => {
        loads += 1
        return library
      }
      const open = script.enhance(host, options({ load }))
      const button = host.querySelector('button') ?? assert.fail()
      assert.equal(button.textContent, 'Explore this map')
      await open()
      assert.deepEqual([host.dataset['map'], button.textContent], ['live', 'Show the numbered map'])
      button.click()
      assert.deepEqual([host.dataset['map'], button.textContent], ['still', 'Explore this map'])
      await open()
      assert.equal(loads, 1)
    })
  })

  describe('what is asked of the map library', () => {
    test('no layer writes text, so no glyphs are fetched', () =>
      assert.deepEqual(
        script.mapStyle(data).layers.filter(layer => layer.type === 'symbol'),
        [],
      ))
    test('stillness is passed on', () => assert.equal(script.mapOptions(null, data, true)['reduceMotion'], true))
    test('the page keeps its own scroll', () =>
      assert.equal(script.mapOptions(null, data, false)['cooperativeGestures'], true))
    test('it opens on all the areas', () =>
      assert.deepEqual(script.mapOptions(null, data, false)['bounds'], [1, 50, 3, 51]))
    test('the two textures differ', () =>
      assert.notDeepEqual(script.texture('few').data, script.texture('no-data').data))
  })
})
