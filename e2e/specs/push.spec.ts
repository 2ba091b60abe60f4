// A push in a real browser: the built app's worker shows it, replaces it by the next of the same ticket, and a press on
// it leads to the ticket. The push services of browsers are out of reach here; what they hand to the browser is not.
import { expect, type Browser, type Page } from '@playwright/test'
import { reportTicket, unique } from './house'
import { apiAs, newPageAs, test } from './people'

/** What the server sends, as `pushes.py` makes it. */
interface Push {
  type: string
  title: string
  body: string
  url: string
  tag: string
}

/** Somebody's page with the app's worker, which pushes are handed to and whose notifications are read. */
const pushedPage = async (browser: Browser, address: string) => {
  const page = await newPageAs(browser, 'manager', {
    serviceWorkers: 'allow',
    permissions: ['notifications'],
  })
  const network = await page.context().newCDPSession(page)
  const ids = new Map<string, string>()
  network.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    for (const { scopeURL, registrationId } of registrations) ids.set(scopeURL, registrationId)
  })
  await network.send('ServiceWorker.enable')
  await page.goto(address)
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)
  await expect.poll(() => ids.get(scope)).toBeTruthy()
  const push = (data: string) =>
    network.send('ServiceWorker.deliverPushMessage', {
      origin: new URL(scope).origin,
      registrationId: ids.get(scope) ?? '',
      data,
    })
  return { page, scope, push, say: (said: Push) => push(JSON.stringify(said)) }
}

/** In the worker. */
const PRESS = `registration.getNotifications().then(([notification]) => {
  dispatchEvent(new NotificationEvent('notificationclick', { notification }))
})`

const shown = (page: Page) =>
  page.evaluate(async () => {
    const { ready } = navigator.serviceWorker
    const notifications = await (await ready).getNotifications()
    return notifications.map(({ title, body, tag }) => ({ title, body, tag }))
  })

test('a push is shown as the server says it, and gives way to the next of the same ticket', async ({
  browser,
}) => {
  const { page, scope, say } = await pushedPage(browser, 'tickets')
  const about = { type: 'ticket_commented', url: `${scope}tickets/1`, tag: 'ticket-1' }
  const first = { title: 'Tap drips', body: 'Jonas wrote: On my way.' }
  await say({ ...about, ...first })
  await expect.poll(() => shown(page)).toEqual([{ ...first, tag: 'ticket-1' }])

  const second = { title: 'Tap drips', body: 'Jonas wrote: It is dry.' }
  await say({ ...about, ...second })
  await expect.poll(() => shown(page)).toEqual([{ ...second, tag: 'ticket-1' }])

  const other = { title: 'Lift stands still', body: 'Nobody has it.' }
  await say({ ...about, ...other, tag: 'ticket-2' })
  await expect
    .poll(async () => (await shown(page)).map(({ tag }) => tag).sort())
    .toEqual(['ticket-1', 'ticket-2'])
})

for (const data of ['', 'Not what this app says', '[1, 2]', '{"title": 7}'])
  test(`a push that says ${data || 'nothing'} still shows that there is something`, async ({ browser }) => {
    const { page, push } = await pushedPage(browser, 'tickets')
    await push(data)
    await expect.poll(() => shown(page)).toEqual([{ title: 'Modern Management', body: '', tag: '' }])
  })

test('pressing a push takes the open page to its ticket', async ({ browser, request, baseURL }) => {
  const manager = await apiAs(request, baseURL, 'manager')
  const title = `Tap drips ${unique()}`
  const { id } = await reportTicket(manager, title)
  const { page, scope, say } = await pushedPage(browser, 'tickets')
  const url = `${scope}tickets/${id}`
  await say({ type: 'ticket_commented', title, body: 'Jonas wrote', url, tag: `ticket-${id}` })
  await expect.poll(() => shown(page)).toHaveLength(1)
  await page.evaluate(() => Object.assign(window, { stayed: true }))

  // Nobody can press outside the page here: the worker is handed what the browser hands it then.
  const [worker] = page.context().serviceWorkers()
  await worker?.evaluate(PRESS)
  await expect(page).toHaveURL(url)
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, 'stayed'))).toBe(true)
  expect(await shown(page)).toEqual([])
})
