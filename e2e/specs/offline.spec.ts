// In the basement: what was written waits, goes out when there is signal again, and arrives once.
import { expect, type Page } from '@playwright/test'
import { codeOf, hotel, PHOTO, reportTicket, roomOf, unique } from './house'
import { apiAs, newPage, pageAs, phone, test, type Api } from './people'

const found = async (api: Api, title: string) =>
  (await api.get(`tickets?q=${encodeURIComponent(title)}`)).items

/** Requests arrive and are answered, but the answers get lost on their way. */
const loseTheAnswer = async (page: Page, urlPattern: string) => {
  const network = await page.context().newCDPSession(page)
  let count = 0
  network.on('Fetch.requestPaused', ({ requestId }) => {
    count += 1
    void network.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionReset' })
  })
  await network.send('Fetch.enable', { patterns: [{ urlPattern, requestStage: 'Response' }] })
  return { count: () => count, stop: () => network.send('Fetch.disable') }
}

const doorOf = async (admin: Api, name: string) => {
  const house = await hotel(admin)
  return codeOf(admin, house, await roomOf(admin, house, name))
}

test('a guest’s report without signal waits, and goes out by itself', async ({
  browser,
  request,
  baseURL,
}) => {
  const admin = await apiAs(request, baseURL, 'admin')
  const title = `Heater knocks ${unique()}`
  const page = await newPage(browser, phone)
  await page.goto((await doorOf(admin, '305')).url)
  await page.getByLabel('Take a photo').setInputFiles(PHOTO)
  await page.getByRole('textbox', { name: 'Say more' }).fill(title)
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Send', exact: true }).tap()
  await expect(page.getByRole('alert')).toContainText('Waits for signal.')
  await expect(page.getByRole('textbox', { name: 'Say more' })).toHaveValue(title)
  expect(await found(admin, title)).toHaveLength(0)

  await page.context().setOffline(false)
  await expect(page).toHaveURL(/\/f\//)
  const [ticket, ...more] = await found(admin, title)
  expect(more).toHaveLength(0)
  expect(ticket).toMatchObject({ attachment_count: 1 })
})

test('an answer that is lost on its way does not make two of one report', async ({
  browser,
  request,
  baseURL,
}) => {
  const admin = await apiAs(request, baseURL, 'admin')
  const title = `Fridge hums ${unique()}`
  const page = await newPage(browser, phone)
  await page.goto((await doorOf(admin, '306')).url)
  await page.getByLabel('Take a photo').setInputFiles(PHOTO)
  await page.getByRole('textbox', { name: 'Say more' }).fill(title)
  const lost = await loseTheAnswer(page, '*/q/*/tickets')
  await page.getByRole('button', { name: 'Send', exact: true }).tap()
  await expect(page.getByRole('alert')).toContainText('Waits for signal.')
  expect(await found(admin, title)).toHaveLength(1)
  await lost.stop()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Say more' })).toHaveValue(title)
  await expect(page.getByRole('img', { name: /dripping-tap/ })).toBeVisible()
  await page.getByRole('button', { name: /^Send/ }).tap()
  await expect(page).toHaveURL(/\/f\//)
  expect(lost.count()).toBeGreaterThan(0)
  expect(await found(admin, title)).toHaveLength(1)

  // Sent is sent: the door's page begins empty, and shows the way back.
  await page.goto((await doorOf(admin, '306')).url)
  await expect(page.getByRole('link', { name: title })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Say more' })).toHaveValue('')
  await expect(page.getByRole('img', { name: /dripping-tap/ })).toHaveCount(0)
})

test('staff write a comment and report a ticket without signal; both go out once', async ({
  browser,
  request,
  baseURL,
}) => {
  const manager = await apiAs(request, baseURL, 'manager')
  const { id } = await reportTicket(manager, `Pump loud ${unique()}`)
  const page = await pageAs(browser, 'staff', `tickets/${id}`, phone)
  const words = page.getByRole('textbox', { name: /Message to/ })
  await words.fill('The bearing is worn.')
  await page.context().setOffline(true)
  await expect(page.getByRole('status').filter({ hasText: 'No signal.' })).toBeVisible()
  await page.getByRole('button', { name: /^Send to/ }).tap()
  await expect(page.getByRole('alert')).toContainText('Waits for signal')
  await expect(words).toHaveValue('The bearing is worn.')
  await page.context().setOffline(false)
  await expect(words).toHaveValue('')
  const { items } = await manager.get(`tickets/${id}/comments`)
  expect(items.map(({ body }: { body: string }) => body)).toEqual(['The bearing is worn.'])

  const title = `Light in the cellar out ${unique()}`
  await page.goto('tickets/new')
  await page.getByLabel('What', { exact: true }).fill(title)
  await page.context().setOffline(true)
  await page.getByRole('button', { name: /^Report for/ }).tap()
  await expect(page.getByRole('alert')).toContainText('nothing is lost')
  await page.context().setOffline(false)
  await page.getByRole('button', { name: /^Report for/ }).tap()
  await expect(page).toHaveURL(/\/tickets\/\d+$/)
  expect(await found(manager, title)).toHaveLength(1)
})
