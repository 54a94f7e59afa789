import { readFileSync } from 'node:fs'
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

/**
 * The two official style sheets as one. GDS Transport may be used on GOV.UK alone: its font faces are left out, so that no
 * browser asks for them.
 */
function officialStyles(): string {
  const sheets = [`${govukFolder}/dist/govuk/govuk-frontend.min.css`, `${mojFolder}/moj/moj-frontend.min.css`]
  return sheets
    .map(sheet => readFileSync(sheet, 'utf8'))
    .join('\n')
    .replace(/@charset "UTF-8";/g, '')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('url(/assets/images/', `url(/assets/${assetVersion}/moj/assets/images/`)
}

/** Scripts and styles as their makers ship them, and our few. Nothing is loaded from another site. */
export async function setUpAssets(app: FastifyInstance): Promise<void> {
  const styles = officialStyles()
  app.get(`/assets/${assetVersion}/official.css`, async (_, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(styles),
  )
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
