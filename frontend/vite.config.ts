// How the web app is built and served: static files in build/, or port 3000 against the API on port 8000.
import react from '@vitejs/plugin-react'
import { VitePWA } from 'vite-plugin-pwa'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** In development the page and the API have different origins; the page is told the way it is told in production. */
function tellApiOrigin(): Plugin {
  return {
    name: 'tell-api-origin',
    apply: 'serve',
    transformIndexHtml: (html) =>
      html
        .replace(
          'name="mm-api" content=""',
          `name="mm-api" content="${process.env.API_ORIGIN ?? 'http://127.0.0.1:8000'}"`,
        )
        .replace('name="mm-demo" content=""', `name="mm-demo" content="${process.env.DEMO ?? '1'}"`),
  }
}

/**
 * The service worker and the manifest. Where the app lives is known only where it is served, so the page registers the
 * worker itself (api/worker.ts) and every address here is relative.
 */
const worker = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/service-worker',
  filename: 'sw.ts',
  injectRegister: false,
  injectManifest: {
    globPatterns: ['index.html', 'assets/*.{js,css}', 'assets/*latin-wght*.woff2', '*.{svg,png}'],
  },
  manifest: {
    name: 'Modern Management',
    short_name: 'Tickets',
    description: 'Tickets for people who run buildings.',
    id: './',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#F0F2F2',
    theme_color: '#14171A',
    icons: [192, 512].map((size) => ({
      src: `./icon-${size}.png`,
      sizes: `${size}x${size}`,
      type: 'image/png',
    })),
  },
})

export default defineConfig({
  base: './',
  plugins: [react(), tellApiOrigin(), worker],
  build: { outDir: 'build', target: 'es2023' },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    restoreMocks: true,
    isolate: false, // one world for all files, which setup.ts tidies: Mantine and jsdom are loaded once, not forty times
    testTimeout: 40_000,
  },
})
