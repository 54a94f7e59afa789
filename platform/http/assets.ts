import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { govukFolder, mojFolder } from '../views.ts'

const require = createRequire(import.meta.url)

/** Goes into every address below, so that an upgrade is seen at once although browsers may keep a file for a year. */
export const assetVersion = [
  require('govuk-frontend/package.json').version,
  require('@ministryofjustice/frontend/package.json').version,
  require('../../package.json').version,
].join('-')

/** Scripts and styles as their makers ship them, and our few. Nothing is loaded from another site. */
export async function setUpAssets(app: FastifyInstance): Promise<void> {
  const mounts = [
    { prefix: `/assets/${assetVersion}/govuk/`, root: `${govukFolder}/dist/govuk` },
    { prefix: `/assets/${assetVersion}/moj/`, root: `${mojFolder}/moj` },
    { prefix: `/assets/${assetVersion}/map/`, root: dirname(require.resolve('maplibre-gl/dist/maplibre-gl.css')) },
    { prefix: `/assets/${assetVersion}/`, root: new URL('../assets', import.meta.url).pathname },
  ]
  for (const [index, mount] of mounts.entries()) {
    await app.register(files, { ...mount, decorateReply: index === 0, maxAge: '365d', immutable: true })
  }
}
