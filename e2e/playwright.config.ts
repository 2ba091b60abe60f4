// The whole system in a real Chromium: one installation of its own with the demo, started by run.py as people start it.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig, devices } from '@playwright/test'

const port = process.env.E2E_PORT ?? '8765'
// Every worker of Playwright reads this file: the folder is made once and handed on.
if (!process.env.E2E_DATA_DIR) {
  process.env.E2E_DATA_DIR = mkdtempSync(join(tmpdir(), 'modern-management-e2e-'))
  // Root's PostgreSQL runs as another account, which has to enter.
  chmodSync(process.env.E2E_DATA_DIR, 0o755)
}

const browser = () => {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim()
    } catch {
      continue
    }
  }
  throw new Error(
    'The end-to-end tests need Chromium on the PATH (Debian, Ubuntu: apt-get install chromium).',
  )
}

export default defineConfig({
  testDir: 'specs',
  outputDir: 'build/results',
  fullyParallel: false,
  // The looks of every page are one file; the other tests go on beside it.
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}/app/`,
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    // What a worker answers no test can hold up; those of the worker let it in.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: browser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: '../backend/.venv/bin/python ../backend/run.py',
    url: `http://127.0.0.1:${port}/health/ready`,
    timeout: 180_000,
    // While writing a test, a system that was started by hand spares the wait for a new one.
    reuseExistingServer: Boolean(process.env.E2E_REUSE),
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    env: { DATA_DIR: process.env.E2E_DATA_DIR, PORT: port, HOST: '127.0.0.1', RATE_LIMIT: '100000/minute' },
  },
})
