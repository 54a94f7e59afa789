// The interactive form of a drawn map. The page works without it: the drawn map, its list and its table stay, and print.
// Starts by itself on a wide screen; on a phone, or where data is saved, it waits for its button. Nothing leaves the site.

const fills = ['#f4f8fb', '#d2e2f1', '#8eb8dc', '#1d70b8', '#0f385c']
const ink = '#0b0c0c'
const rule = '#858686'

/** West, south, east and north of any nested list of positions. */
export function extentOf(coordinates, extent = [Infinity, Infinity, -Infinity, -Infinity]) {
  if (typeof coordinates[0] === 'number') {
    const [longitude, latitude] = coordinates
    extent[0] = Math.min(extent[0], longitude)
    extent[1] = Math.min(extent[1], latitude)
    extent[2] = Math.max(extent[2], longitude)
    extent[3] = Math.max(extent[3], latitude)
    return extent
  }
  for (const part of coordinates) extentOf(part, extent)
  return extent
}

/** An 8 by 8 picture for areas without a figure: dots for fewer than 5, stripes for no file. */
export function texture(name) {
  const size = 8
  const data = new Uint8Array(size * size * 4)
  for (let index = 0; index < size * size; index++) {
    const [x, y] = [index % size, Math.floor(index / size)]
    const dark = name === 'few' ? x % 4 === 1 && y % 4 === 1 : (x + y) % 8 === 0
    data.set(dark ? [133, 134, 134, 255] : name === 'few' ? [243, 243, 243, 255] : [255, 255, 255, 255], index * 4)
  }
  return { width: size, height: size, data }
}

/** The style: areas in five steps, textures, outlines, and a thick line round the chosen area. No text, so no glyphs. */
export function mapStyle(data) {
  const isArea = ['has', 'code']
  const state = name => ['boolean', ['feature-state', name], false]
  const steps = fills.flatMap((colour, step) => [String(step), colour])
  const textured = ['in', ['get', 'fill'], ['literal', ['few', 'no-data']]]
  return {
    version: 8,
    sources: { areas: { type: 'geojson', data } },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': '#ffffff' } },
      { id: 'areas', type: 'fill', source: 'areas', filter: isArea, paint: { 'fill-color': ['match', ['get', 'fill'], ...steps, '#ffffff'] } },
      { id: 'textures', type: 'fill', source: 'areas', filter: ['all', isArea, textured], paint: { 'fill-pattern': ['get', 'fill'] } },
      { id: 'edges', type: 'line', source: 'areas', filter: isArea, paint: { 'line-color': rule, 'line-width': 0.7 } },
      { id: 'outlines', type: 'line', source: 'areas', filter: ['has', 'outline'], paint: { 'line-color': ink, 'line-width': 1.5 } },
      {
        id: 'chosen',
        type: 'line',
        source: 'areas',
        filter: isArea,
        paint: { 'line-color': ink, 'line-width': ['case', state('chosen'), 4, state('near'), 2.5, 0] },
      },
    ],
  }
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

/** A list of areas to choose from: the way round the map for a keyboard, a switch, or a hand that cannot drag. */
function areaPicker(areas, id) {
  const byName = [...areas].sort((a, b) => a.properties.name.localeCompare(b.properties.name, 'en-GB'))
  const options = byName.map(area => element('option', { value: String(area.id), textContent: area.properties.name }))
  const select = element('select', { className: 'govuk-select', id }, element('option', { value: '', textContent: 'Choose an area' }), ...options)
  const label = element('label', { className: 'govuk-label', htmlFor: id, textContent: 'Find an area' })
  return { picker: element('div', { className: 'govuk-form-group govuk-!-margin-bottom-3' }, label, select), select }
}

/** Options of the map: still where motion is unwelcome, never tilted, never catching the page's own scroll. */
export function mapOptions(container, data, still) {
  const [west, south, east, north] = extentOf(data.features.map(feature => feature.geometry.coordinates))
  const [aside, above] = [Math.max(east - west, 0.01), Math.max(north - south, 0.01)]
  return {
    container,
    style: mapStyle(data),
    bounds: [west, south, east, north],
    fitBoundsOptions: { padding: 12 },
    maxBounds: [west - aside, Math.max(south - above, -85), east + aside, Math.min(north + above, 85)],
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    reduceMotion: still,
  }
}

/** Remembers which area is chosen and which is near, marks them, and says their words once. */
function speaker(map, said) {
  const now = {}
  return (kind, area) => {
    if (now[kind] === area?.id) return
    if (now[kind] !== undefined) map.setFeatureState({ source: 'areas', id: now[kind] }, { [kind]: false })
    now[kind] = area?.id
    if (area === undefined) return
    map.setFeatureState({ source: 'areas', id: area.id }, { [kind]: true })
    said.textContent = area.properties.say
  }
}

function listen(map, { areas, select, said, still }) {
  const speak = speaker(map, said)
  const byId = new Map(areas.map(area => [area.id, area]))
  const under = point => byId.get(map.queryRenderedFeatures(point, { layers: ['areas'] })[0]?.id)
  const centre = () => map.project(map.getCenter())
  const choose = area => {
    speak('chosen', area)
    select.value = area === undefined ? '' : String(area.id)
  }
  const canvas = map.getCanvas()
  map.on('mousemove', event => speak('near', under(event.point)))
  map.on('mouseout', () => speak('near', undefined))
  map.on('click', event => choose(under(event.point)))
  map.on('moveend', () => {
    if (document.activeElement === canvas) speak('near', under(centre()))
  })
  canvas.addEventListener('keydown', event => {
    if (event.key === 'Enter') choose(under(centre()))
  })
  select.addEventListener('change', () => {
    const area = byId.get(Number(select.value))
    choose(area)
    // A quarter of the map on each side keeps the neighbours in view.
    const padding = canvas.clientWidth / 4
    if (area !== undefined) map.fitBounds(extentOf(area.geometry.coordinates), { padding, maxZoom: 12, animate: !still })
  })
}

let made = 0

/** The parts of the live map on the page, before the library has arrived. */
function buildLive(title, areas) {
  made += 1
  const said = element('p', { className: 'govuk-body map-live__said', textContent: 'Point at an area, or choose one, to hear its name and figure.' })
  said.setAttribute('aria-live', 'polite')
  const canvas = element('div', { className: 'map-live__canvas' })
  const { picker, select } = areaPicker(areas, `map-area-${made}`)
  const live = element('div', { className: 'map-live' }, picker, canvas, said)
  live.setAttribute('role', 'group')
  live.setAttribute('aria-label', `Interactive map: ${title}`)
  return { live, canvas, select, said }
}

async function fetchData(source) {
  const response = await fetch(source, { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`The map data answered ${response.status}.`)
  return response.json()
}

/** Draws the live map inside `host`. Rejects when the data or the library fails; the drawn map is then still there. */
export async function start(host, { load, get = fetchData, still = false }) {
  const [library, data] = await Promise.all([load(), get(host.dataset.source)])
  const areas = data.features.filter(feature => feature.properties.code !== undefined)
  const { live, canvas, select, said } = buildLive(host.dataset.title ?? '', areas)
  host.append(live)
  host.dataset.map = 'live'
  try {
    const map = new library.Map(mapOptions(canvas, data, still))
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    map.addControl(new library.NavigationControl({ showCompass: false }))
    for (const name of ['few', 'no-data']) map.addImage(name, texture(name))
    map.getCanvas().setAttribute('aria-label', 'Map. Arrow keys move it, plus and minus zoom, Enter chooses the area in the middle.')
    listen(map, { areas, select, said, still })
    return map
  } catch (error) {
    live.remove()
    host.dataset.map = 'still'
    throw error
  }
}

function loadLibrary() {
  const sheet = element('link', { rel: 'stylesheet', href: new URL('./map/maplibre-gl.css', import.meta.url).href })
  if (document.querySelector(`link[href="${sheet.href}"]`) === null) document.head.append(sheet)
  return import(new URL('./map/maplibre-gl.mjs', import.meta.url).href)
}

const words = { still: 'Explore this map', live: 'Show the numbered map' }

/** A button that turns the drawn map into the live one and back; the live one is made once. */
export function enhance(host, options) {
  let starting
  const button = element('button', { type: 'button', className: 'govuk-button govuk-button--secondary map-live__switch', textContent: words.still })
  const show = state => {
    host.dataset.map = state
    button.textContent = words[state]
  }
  const open = async () => {
    try {
      starting ??= start(host, options)
      const map = await starting
      show('live')
      map.resize()
    } catch {
      starting = undefined
      show('still')
      button.textContent = 'The interactive map could not start. Try again'
    }
  }
  button.addEventListener('click', () => (host.dataset.map === 'live' ? show('still') : open()))
  host.dataset.map = 'still'
  host.prepend(button)
  return open
}

function run() {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const small = matchMedia('(max-width: 640px)').matches || navigator.connection?.saveData === true
  const seen = new IntersectionObserver(entries => {
    for (const { target } of entries.filter(entry => entry.isIntersecting)) {
      opens.get(target)?.()
      seen.unobserve(target)
    }
  })
  const opens = new Map()
  for (const host of document.querySelectorAll('[data-map]')) {
    opens.set(host, enhance(host, { load: loadLibrary, still }))
    if (!small && host.dataset.start !== 'button') seen.observe(host)
  }
}

if (typeof document !== 'undefined' && typeof matchMedia === 'function') run()
