// Maps drawn on the server, and the data of the interactive one. See maps/README.md.
export { type AreaReading, type ChoroplethData, choropleth } from './maps/choropleth.ts'
export { type AreaValue, type Classes, evenClasses } from './maps/classes.ts'
export type { AreaShape } from './maps/geometry.ts'
export { type LiveData, type LiveReading, liveMapData } from './maps/live.ts'
export {
  type PreparedForms,
  type PreparedMap,
  type PrepareOptions,
  preparedMap,
  prepareMap,
  preparePaths,
} from './maps/prepare.ts'
