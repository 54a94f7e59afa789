import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

// The shell is Chromium without its windows and menus, and walks in two thirds of the time.
const places = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/** Opens Chromium: the system's, or the one that CHROMIUM names. It can reach nothing but this machine. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? places.find(existsSync) ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      // Draws the interactive map without a graphics card, and nothing else: pages are put together faster without.
      '--disable-gpu-compositing',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  })
}
