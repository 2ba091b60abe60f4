// Everything by keyboard: through the list, to any place, over the directory, and within a dialog.
import { expect, type Page } from '@playwright/test'
import { reportTicket, unique } from './house'
import { apiAs, pageAs, test } from './people'

const here = (page: Page) => page.getByRole('list', { name: 'Tickets' }).locator('[aria-current="true"]')

test('J and K walk the list, Enter opens, the way back finds the list again', async ({ browser }) => {
  const page = await pageAs(browser, 'manager', 'tickets?view=all')
  const titles = page.getByRole('list', { name: 'Tickets' }).getByRole('link')
  await expect(here(page)).toHaveText(await titles.nth(0).innerText())
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const third = await titles.nth(2).innerText()
  await expect(here(page)).toHaveText(third)
  await page.keyboard.press('k')
  const second = await titles.nth(1).innerText()
  await expect(here(page)).toHaveText(second)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/tickets\/\d+$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(second)
  await page.goBack()
  await expect(page).toHaveURL(/view=all/)
  await expect(here(page)).toHaveText(second)
})

test('the command palette finds a ticket by a word and goes there', async ({ browser, request, baseURL }) => {
  const api = await apiAs(request, baseURL, 'manager')
  const { id, title } = await reportTicket(api, `Kettle hums ${unique()}`)
  const page = await pageAs(browser, 'manager', '.')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Go to or search' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type(title)
  await expect(palette.getByRole('option', { name: title })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/tickets/${id}$`))
  await expect(palette).toBeHidden()
  // Who knows the words does not wait for what is found.
  const next = await reportTicket(api, `Lamp flickers ${unique()}`)
  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.insertText(next.title)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/tickets/${next.id}$`))
})

test('the first stop of the keyboard leads over the directory to the page', async ({ browser }) => {
  const page = await pageAs(browser, 'manager', 'tickets')
  await expect(page.getByRole('main')).toBeVisible()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('button', { name: 'Skip to the page' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('a dialog keeps the keyboard, Escape gives it back', async ({ browser, request, baseURL }) => {
  const api = await apiAs(request, baseURL, 'manager')
  const { id } = await reportTicket(api, `Door squeaks ${unique()}`)
  const page = await pageAs(browser, 'manager', `tickets/${id}`)
  const opener = page.getByRole('button', { name: 'Give it to someone' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New task' })
  await expect(dialog.getByRole('textbox').first()).toBeFocused()
  const stops = await dialog.locator('button, input, textarea, select').count()
  for (let step = 0; step <= stops; step += 1) {
    await page.keyboard.press('Tab')
    await expect(dialog.locator(':focus')).toHaveCount(1)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()

  // Opened from a menu, it leads back to the menu's button.
  await page.getByRole('button', { name: 'More moves' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Edit…' }).press('Enter')
  await expect(page.getByRole('dialog', { name: /^Edit / })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'More moves' })).toBeFocused()
})

test('a question mark shows the keys', async ({ browser }) => {
  const page = await pageAs(browser, 'staff', '.')
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await page.keyboard.press('Shift+?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden()
})
