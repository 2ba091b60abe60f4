// The demo's people, and short ways to act as them.
import {
  expect,
  test as base,
  type APIRequestContext,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test'

/** Every person's browser is closed with the test that opened it: what is left open goes on asking the server. */
export const test = base.extend<{ tidy: void }>({
  tidy: [
    async ({ browser }, use) => {
      await use()
      for (const context of browser.contexts()) await context.close()
    },
    { auto: true },
  ],
})

export const PASSWORD = 'modern-management'
export type Who = 'admin' | 'manager' | 'staff' | 'guest'

/** A telephone in the hand. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
}

const root = (baseURL: string) => new URL('/', baseURL).href

/** A page of its own browser context, signed in or not. */
export const newPage = async (browser: Browser, options: BrowserContextOptions = {}) =>
  (await browser.newContext(options)).newPage()

/** A page of somebody's own browser, signed in already: how that is done is tried elsewhere. */
export const newPageAs = async (browser: Browser, who: Who, options: BrowserContextOptions = {}) => {
  const { origin } = new URL(base.info().project.use.baseURL ?? '')
  const answer = await fetch(`${origin}/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: `${who}@demo.example`, password: PASSWORD }),
  })
  expect(answer.ok).toBe(true)
  const { refresh_token: value } = await answer.json()
  const kept = { origin, localStorage: [{ name: 'mm.refresh_token', value }] }
  return newPage(browser, { ...options, storageState: { cookies: [], origins: [kept] } })
}

/** Somebody's own browser at an address of the app. */
export const pageAs = async (
  browser: Browser,
  who: Who,
  address: string,
  options: BrowserContextOptions = {},
) => {
  const page = await newPageAs(browser, who, options)
  await page.goto(address)
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page).not.toHaveURL(/sign-in/)
  return page
}

export const signIn = async (page: Page, who: Who) => {
  await page.goto('sign-in')
  await page.getByLabel('E-mail').fill(`${who}@demo.example`)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

/** Calls the API as somebody, for what a test only prepares or checks. */
export const apiAs = async (request: APIRequestContext, baseURL: string | undefined, who: Who) => {
  const at = root(baseURL ?? '')
  const login = await request.post(`${at}login`, {
    data: { email: `${who}@demo.example`, password: PASSWORD },
  })
  expect(login.ok()).toBe(true)
  const { access_token: token } = await login.json()
  const call = async (method: string, path: string, data?: unknown) => {
    const answer = await request.fetch(at + path, {
      method,
      data,
      headers: { Authorization: `Bearer ${token}` },
    })
    expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true)
    return answer.json()
  }
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, data: unknown) => call('POST', path, data),
    patch: (path: string, data: unknown) => call('PATCH', path, data),
  }
}

export type Api = Awaited<ReturnType<typeof apiAs>>
