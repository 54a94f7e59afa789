import type { ImportKind } from '#platform/imports'
import { openAreas } from '../collections.ts'
import { type BoundaryRow, boundaries, type LookupRow, lookups } from '../files/index.ts'
import { insertAreas, insertLinks, insertShapes, removeAreaBatch } from '../store/loading.ts'
import { areasToStore, isOurs, kindOf, linksToStore, type PlaceContext, placeContext } from './places.ts'

export const lookupImport: ImportKind<LookupRow, PlaceContext> = {
  name: 'lookups',
  title: lookups.title,
  words:
    'Which small area lies in which ward and district, how areas of 2011 became those of 2021, rural and urban classes, partnerships and forces. From the ONS Open Geography Portal. Load these first.',
  columns: lookups.columns,
  collection: openAreas,
  prepare: placeContext,
  read: (file, context) => lookups.read(file, context),
  load: async (tx, batch, rows, context) => {
    const inside = rows.filter(({ areas }) => isOurs(areas, context))
    await insertAreas(
      tx,
      batch,
      openAreas,
      inside.flatMap(({ areas, ruralUrban, knownAs, point }) =>
        areasToStore(areas, known({ ruralUrban, knownAs, point })),
      ),
    )
    await insertLinks(
      tx,
      batch,
      openAreas,
      inside.flatMap(({ areas, change }) => linksToStore(areas, change)),
    )
    return { loaded: inside.length, duplicate: 0, outside: rows.length - inside.length }
  },
  undo: removeAreaBatch,
}

export const boundaryImport: ImportKind<BoundaryRow, PlaceContext> = {
  name: 'boundaries',
  title: boundaries.title,
  words:
    'Outlines as GeoJSON in longitude and latitude, generalised ones for preference: they draw faster and look the same. From the ONS Open Geography Portal.',
  columns: boundaries.columns,
  collection: openAreas,
  prepare: placeContext,
  read: (file, context) => boundaries.read(file, context),
  load: async (tx, batch, rows, context) => {
    const inside = rows.filter(
      ({ area, within }) => isOurs([area, ...within], context) || context.districts.has(area.code),
    )
    await insertAreas(
      tx,
      batch,
      openAreas,
      inside.flatMap(({ area, within }) =>
        areasToStore([area, ...within.filter(({ level }) => level === 'district')], {}),
      ),
    )
    await insertLinks(
      tx,
      batch,
      openAreas,
      inside.flatMap(({ area, within }) =>
        linksToStore([area, ...within.filter(({ level }) => level === 'district')], null),
      ),
    )
    const stored = await insertShapes(
      tx,
      batch,
      openAreas,
      inside.map(({ area, polygons }) => ({ kind: kindOf(area), code: area.code, geometry: geometryOf(polygons) })),
    )
    return { loaded: stored, duplicate: inside.length - stored, outside: rows.length - inside.length }
  },
  undo: removeAreaBatch,
}

// Six decimals of a degree are about ten centimetres: far below what generalised outlines mean.
function geometryOf(polygons: BoundaryRow['polygons']): string {
  return JSON.stringify({ type: 'MultiPolygon', coordinates: polygons }, (_, value) =>
    typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value,
  )
}

function known(attributes: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null))
}
