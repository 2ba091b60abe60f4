// The demo's people, and short ways to act as them.
import { expect, type APIRequestContext, type Browser, type Page } from '@playwright/test'

export const PASSWORD = 'modern-management'
export type Who = 'admin' | 'manager' | 'staff' | 'guest'

const root = (baseURL: string) => new URL('/', baseURL).href

/** A signed-in page of its own context. */
export const pageAs = async (browser: Browser, who: Who, viewport?: { width: number; height: number }) => {
  const context = await browser.newContext(viewport ? { viewport } : {})
  const page = await context.newPage()
  await signIn(page, who)
  return page
}

export const signIn = async (page: Page, who: Who) => {
  await page.goto('sign-in')
  await page.getByLabel('E-mail').fill(`${who}@demo.example`)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

/** Calls the API as somebody, for what a test only prepares. */
export const apiAs = async (request: APIRequestContext, baseURL: string, who: Who) => {
  const login = await request.post(`${root(baseURL)}login`, {
    data: { email: `${who}@demo.example`, password: PASSWORD },
  })
  expect(login.ok()).toBe(true)
  const { access_token: token } = await login.json()
  const headers = { Authorization: `Bearer ${token}` }
  return {
    get: async (path: string) => (await request.get(root(baseURL) + path, { headers })).json(),
    post: async (path: string, data: unknown) =>
      (await request.post(root(baseURL) + path, { headers, data })).json(),
    patch: async (path: string, data: unknown) =>
      (await request.patch(root(baseURL) + path, { headers, data })).json(),
  }
}
