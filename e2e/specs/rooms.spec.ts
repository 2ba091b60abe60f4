// Rooms: the building's plan, a room's status and code, and rooms from a table that is tried first.
import { expect, type Page } from '@playwright/test'
import { codeOf, hotel, roomOf, unique } from './house'
import { apiAs, newPage, pageAs, phone, test } from './people'

const door = (page: Page, name: string) =>
  page
    .getByRole('region', { name: 'Floors and rooms' })
    .getByRole('button', { name: new RegExp(`^${name}\\b`) })

test('a door’s status is set with one press and taken back', async ({ browser, request, baseURL }) => {
  const manager = await apiAs(request, baseURL, 'manager')
  const house = await hotel(manager)
  const { items } = await manager.get(`properties/${house.id}/rooms?status=available`)
  const [room] = items
  const status = async () => (await manager.get(`properties/${house.id}/rooms/${room.id}`)).status
  const page = await pageAs(browser, 'manager', '.')
  await page.getByRole('link', { name: 'Rooms', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Rooms of ${house.name}` })).toBeVisible()
  await door(page, room.name).click()
  const panel = page.getByRole('complementary', { name: `Room ${room.name}` })
  await panel.getByRole('radio', { name: 'Out of order' }).click()
  const toast = page.getByRole('status').filter({ hasText: 'Now: Out of order.' })
  await expect(toast).toBeVisible()
  await expect(door(page, room.name)).toContainText('Out of order')
  expect(await status()).toBe('out_of_order')
  await toast.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByRole('radio', { name: 'Out of order' })).not.toBeChecked()
  await expect.poll(status).toBe('available')
})

test('a lost sign’s code is made new, and the old one leads to the front desk', async ({
  browser,
  request,
  baseURL,
}) => {
  const admin = await apiAs(request, baseURL, 'admin')
  const house = await hotel(admin)
  const room = await roomOf(admin, house, '411')
  const old = await codeOf(admin, house, room)
  const page = await pageAs(browser, 'manager', `rooms/${house.id}/${room.id}`)
  const panel = page.getByRole('complementary', { name: 'Room 411' })
  await expect(panel.getByRole('img', { name: 'Code of 411' })).toBeVisible()
  await expect(panel.getByText(old.url)).toBeVisible()
  await panel.getByRole('button', { name: 'New code' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make it new' }).click()
  await expect(panel.getByText(old.url)).toHaveCount(0)
  const now = await codeOf(admin, house, room)
  await expect(panel.getByText(now.url)).toBeVisible()

  const guest = await newPage(browser, phone)
  await guest.goto(old.url)
  await expect(guest.getByText('This code is no longer valid')).toBeVisible()
  await guest.goto(now.url)
  await expect(guest.getByRole('heading', { level: 1, name: 'What’s wrong in your room?' })).toBeVisible()
})

test('a table of rooms is tried first; its bad lines are shown, the mended one is taken', async ({
  browser,
}) => {
  const [first, second] = [`N${unique()}`, `N${unique()}`]
  const csv = (floor: string) => ({
    name: 'rooms.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`name,floor,type\n${first},2,Studio\n${second},${floor},Studio\n`),
  })
  const page = await pageAs(browser, 'manager', 'rooms')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Import rooms…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Choose a CSV or XLSX file').setInputFiles(csv('upstairs'))
  const bad = dialog.getByRole('listitem').filter({ hasText: 'Line 3' })
  await expect(bad).toContainText(`${second},upstairs,Studio`)
  await expect(dialog.getByRole('button', { name: /^Import \d/ })).toHaveCount(0)

  await dialog.getByLabel('Choose the mended file').setInputFiles(csv('2'))
  await dialog.getByRole('button', { name: 'Import 2 rooms' }).click()
  await expect(page.getByRole('status').filter({ hasText: '2 rooms imported.' })).toBeVisible()
  await expect(door(page, first)).toBeVisible()
  await expect(door(page, second)).toBeVisible()
})

test('a room is added, edited and archived', async ({ browser }) => {
  const name = `R${unique()}`
  const page = await pageAs(browser, 'manager', 'rooms')
  await page.getByRole('button', { name: 'Add a room' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Add the room' }).click()
  await expect(form).toBeVisible()
  await form.getByLabel('Name').fill(name)
  await form.getByLabel('Floor').fill('3')
  await form.getByRole('button', { name: 'Add the room' }).click()
  await expect(form).toBeHidden()
  const panel = page.getByRole('complementary', { name: `Room ${name}` })
  await panel.getByRole('button', { name: 'Edit' }).click()
  await form.getByLabel('What it is').fill('Suite')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(panel).toContainText('Suite')
  await panel.getByRole('button', { name: 'Archive' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
  await expect(door(page, name)).toHaveCount(0)
})

test('in the hand a pressed door answers, and leads to a report for it', async ({ browser }) => {
  const page = await pageAs(browser, 'staff', 'rooms', phone)
  await page.getByRole('button', { name: /^412\b/ }).tap()
  const sheet = page.getByRole('complementary', { name: 'Room 412' })
  await sheet.getByRole('link', { name: 'New ticket' }).tap()
  await expect(page.getByLabel('Where')).toHaveValue('412')
})
