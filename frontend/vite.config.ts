// How the web app is built and served: static files in build/, or port 3000 against the API on port 8000.
import react from '@vitejs/plugin-react'
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

export default defineConfig({
  base: './',
  plugins: [react(), tellApiOrigin()],
  build: { outDir: 'build', target: 'es2023' },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    restoreMocks: true,
    testTimeout: 40_000,
  },
})
