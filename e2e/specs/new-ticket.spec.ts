// A ticket reported by staff on the phone: photo first, kept through a reload, sent with its photo.
import { expect, type Page } from '@playwright/test'
import { PHOTO, unique } from './house'
import { apiAs, pageAs, phone, test } from './people'

const addPhoto = async (page: Page) => {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Add a photo' }).tap()
  await (await chooser).setFiles(PHOTO)
  await expect(page.getByRole('img', { name: /dripping-tap/ })).toBeVisible()
}

test('photo, where, what, send', async ({ browser, request, baseURL }) => {
  const title = `Socket hangs out of the wall ${unique()}`
  const page = await pageAs(browser, 'staff', 'tickets', phone)
  await page.getByRole('link', { name: 'New ticket' }).tap()
  await expect(page.getByRole('heading', { level: 1, name: 'New ticket' })).toBeVisible()
  const [photo, where] = [page.getByRole('button', { name: 'Add a photo' }), page.getByLabel('Where')]
  expect((await photo.boundingBox())?.y).toBeLessThan((await where.boundingBox())?.y ?? 0)

  await addPhoto(page)
  await where.fill('512')
  await expect(page.getByText('5th floor').first()).toBeVisible()
  await page.getByLabel('What', { exact: true }).fill(title)
  await expect(page.getByText(/^Draft kept/)).toBeVisible()

  await page.reload()
  await expect(page.getByLabel('Where')).toHaveValue('512')
  await expect(page.getByLabel('What', { exact: true })).toHaveValue(title)
  await expect(page.getByRole('img', { name: /dripping-tap/ })).toBeVisible()

  await page
    .getByRole('button', { name: 'Electrical' })
    .or(page.getByRole('button', { name: 'Maintenance' }))
    .first()
    .tap()
  await page.getByRole('button', { name: 'Report for 512' }).tap()
  await expect(page).toHaveURL(/\/tickets\/\d+$/)
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(page.getByRole('img', { name: /picture/i }).first()).toBeVisible()

  const manager = await apiAs(request, baseURL, 'manager')
  const { items } = await manager.get(`tickets?q=${encodeURIComponent(title)}`)
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ room: { name: '512' }, attachment_count: 1, status: 'open' })

  // Sent is sent: the next report begins empty.
  await page.goto('tickets/new')
  await expect(page.getByLabel('What', { exact: true })).toHaveValue('')
  await expect(page.getByRole('img', { name: /dripping-tap/ })).toHaveCount(0)
})

test('a room that is not there is said before anything is sent', async ({ browser }) => {
  const page = await pageAs(browser, 'staff', 'tickets/new', phone)
  await page.getByLabel('Where').fill('9999')
  await expect(page.getByRole('alert')).toContainText('9999')
  await page.getByLabel('What', { exact: true }).fill('Anything')
  await expect(page.getByRole('button', { name: /^Report for/ })).toHaveCount(0)
})
