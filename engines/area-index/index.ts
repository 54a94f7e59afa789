export { areaIndex } from './area-index.ts'
