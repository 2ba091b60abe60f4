// Signing in, and what a reload and a second tab find.
import { expect } from '@playwright/test'
import { PASSWORD, signIn, test } from './people'

test('the demo offers its accounts, and one press signs in', async ({ page }) => {
  await page.goto('')
  await expect(page).toHaveURL(/sign-in/)
  await page
    .getByRole('button', { name: /manager/i })
    .first()
    .click()
  await expect(page).toHaveURL(/tickets/)
  await page.reload()
  await expect(page).toHaveURL(/tickets/)
})

test('a wrong password says so and keeps the address', async ({ page }) => {
  await page.goto('sign-in')
  await page.getByLabel('E-mail').fill('manager@demo.example')
  await page.getByLabel('Password', { exact: true }).fill(`${PASSWORD}!`)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue('manager@demo.example')
})

test('a filtered list is an address that can be sent', async ({ page }) => {
  await signIn(page, 'manager')
  await page.goto('tickets?status=resolved&sort=-updated_at')
  await expect(page.getByText(/resolved/i).first()).toBeVisible()
  await page.reload()
  await expect(page).toHaveURL(/status=resolved/)
})
