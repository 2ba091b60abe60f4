// Open pages follow by themselves: what one writes stands before the other, the bell rings, who is there shows; and
// without signal the app says so, opens all the same, and comes back.
import { expect, type Page } from '@playwright/test'
import { reportTicket, unique } from './house'
import { apiAs, newPage, pageAs, phone, signIn, test, type Api } from './people'

/** A ticket that the manager answers for and the engineer has a task on: both see it, both are told. */
const sharedTicket = async (manager: Api, staff: Api, title: string) => {
  const { user } = await manager.get('verify-token')
  const { user: engineer } = await staff.get('verify-token')
  const ticket = await reportTicket(manager, title)
  await manager.patch(`tickets/${ticket.id}`, { assignee_id: user.id })
  await manager.post('assign-task', { ticket_id: ticket.id, user_id: engineer.id })
  return ticket
}

/** As the title of the tab counts it. */
const unreadIn = async (page: Page) => Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0)

test('two people on a ticket see each other, and each other’s words, without loading again', async ({
  browser,
  request,
  baseURL,
}) => {
  const manager = await apiAs(request, baseURL, 'manager')
  const staff = await apiAs(request, baseURL, 'staff')
  const title = `Pump loud ${unique()}`
  const { id } = await sharedTicket(manager, staff, title)
  const lena = await pageAs(browser, 'manager', `tickets/${id}`)
  const typed = lena.getByRole('textbox', { name: /Message to/ })
  await typed.fill('Half a sentence')
  const before = await unreadIn(lena)

  const jonas = await pageAs(browser, 'staff', `tickets/${id}`)
  await expect(lena.getByText('Jonas Krüger is looking at this too')).toBeVisible()
  await expect(jonas.getByText('Lena Vogt is looking at this too')).toBeVisible()

  const words = jonas.getByRole('textbox', { name: /Message to/ })
  await words.pressSequentially('The bearing is worn, @Len')
  await expect(lena.getByText('Jonas is writing…')).toBeVisible()
  await expect(jonas.getByRole('option', { name: /Lena Vogt/ })).toBeVisible()
  await words.press('Enter')
  await expect(words).toHaveValue('The bearing is worn, @Lena Vogt ')
  await words.press('Control+Enter')

  await expect(lena.getByText('The bearing is worn, @Lena Vogt')).toBeVisible()
  await expect(typed).toHaveValue('Half a sentence')
  await expect.poll(() => unreadIn(lena)).toBe(before + 1)
  await lena.getByRole('button', { name: new RegExp(`^Notifications ${before + 1} unread`) }).click()
  const panel = lena.getByRole('dialog', { name: 'Notifications' })
  await panel.getByRole('link', { name: new RegExp(`Jonas Krüger mentioned you.*${title}`) }).click()
  await expect.poll(() => unreadIn(lena)).toBe(before)
  await jonas.close()
  await expect(lena.getByText('Jonas Krüger is looking at this too')).toBeHidden()
})

test('a list holds new tickets back in a line, and changes the others in place', async ({
  browser,
  request,
  baseURL,
}) => {
  const manager = await apiAs(request, baseURL, 'manager')
  const title = `Fan rattles ${unique()}`
  const { id } = await reportTicket(manager, title)
  const page = await pageAs(browser, 'manager', 'tickets?view=all')
  const row = page.locator(`[data-ticket="${id}"]`)
  await expect(row).toContainText('Open')
  await manager.patch(`tickets/${id}`, { status: 'in_progress' })
  await expect(row).toContainText('In progress')
  const later = await reportTicket(manager, `Fan rattles again ${unique()}`)
  await page.getByRole('button', { name: /new ticket/ }).click()
  await expect(page.locator(`[data-ticket="${later.id}"]`)).toBeVisible()
})

test('a guest is never seen on a ticket, nor sees who is there', async ({ browser, request, baseURL }) => {
  const guest = await apiAs(request, baseURL, 'guest')
  const { id } = await reportTicket(guest, `Tap drips ${unique()}`)
  const lena = await pageAs(browser, 'manager', `tickets/${id}`)
  const amelie = await pageAs(browser, 'guest', `tickets/${id}`)
  const words = amelie.getByRole('textbox', { name: /Message to/ })
  await words.fill('It is worse now')
  await words.press('Control+Enter')
  await expect(lena.getByText('It is worse now')).toBeVisible()
  await expect(lena.getByRole('list', { name: 'Here now' })).toHaveCount(0)
  await expect(amelie.getByRole('list', { name: 'Here now' })).toHaveCount(0)
})

test('without signal the page says since when, keeps what was seen through a reload, and comes back', async ({
  browser,
  request,
  baseURL,
}) => {
  const manager = await apiAs(request, baseURL, 'manager')
  const title = `Door sticks ${unique()}`
  const { id } = await reportTicket(manager, title)
  const page = await newPage(browser, { ...phone, serviceWorkers: 'allow' })
  await signIn(page, 'manager')
  await page.goto(`tickets/${id}`)
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  // What was read is kept a moment after it came.
  await expect
    .poll(() =>
      page.evaluate(async () =>
        (await (await caches.match('/kept-answers'))?.text())?.includes('Door sticks'),
      ),
    )
    .toBe(true)

  await page.context().setOffline(true)
  const bar = page.getByRole('status').filter({ hasText: 'No signal.' })
  await expect(bar).toContainText(/what was here at \d\d:\d\d/)
  await page.reload()
  await expect(bar).toBeVisible()
  await expect(page.getByRole('heading', { name: title })).toBeVisible()

  await manager.post(`tickets/${id}/comments`, { body: 'Said meanwhile' })
  await page.context().setOffline(false)
  await expect(bar).toBeHidden()
  await expect(page.getByText('Said meanwhile')).toBeVisible()
})

test('at sign-out nothing that was seen stays on the device', async ({ browser }) => {
  const page = await newPage(browser, { serviceWorkers: 'allow' })
  await signIn(page, 'manager')
  await page.goto('tickets')
  await expect.poll(() => page.evaluate(() => caches.has('mm.answers'))).toBe(true)
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await expect.poll(() => page.evaluate(() => caches.has('mm.answers'))).toBe(false)
  expect(await page.evaluate(() => localStorage.getItem('mm.session'))).toBeNull()
})
