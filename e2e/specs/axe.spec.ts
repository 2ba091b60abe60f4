// Accessibility of every page in light and dark, on a desk and in the hand: nothing serious, nothing critical.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { codeOf, hotel, reportTicket, roomOf, unique } from './house'
import { apiAs, newPage, newPageAs, test } from './people'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds, a line each: where it is, what is wrong. In the dark only colours differ. */
const violations = async (page: Page, scheme: 'light' | 'dark') => {
  // A mail that is shown in a frame may run nothing, axe neither: then one page is enough for it.
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude('iframe[sandbox]')
  const { violations: found } = await (
    scheme === 'light' ? axe.withTags(TAGS) : axe.withRules(['color-contrast'])
  ).analyze()
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    )
}

/** Nothing is read any more, and no colour is on its way to another. */
const isStill = (page: Page) =>
  page.waitForFunction(
    () =>
      !document.querySelector('[aria-busy="true"]') &&
      document.getAnimations().every((one) => !(one instanceof CSSTransition)),
    undefined,
    { timeout: 15_000 },
  )

/** A phone's page in full: what scrolls under the bar at its foot is no small target. */
const inTheHand = async (page: Page) => {
  let shown = 844
  await page.setViewportSize({ width: 390, height: shown })
  // A list reads on when its end comes into view, so that the page grows with its window.
  for (let time = 0; time < 6; time++) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    if (height <= shown) return
    shown = height
    await page.setViewportSize({ width: 390, height: shown })
    await isStill(page)
  }
}

const screens = {
  desk: (page: Page) => page.setViewportSize({ width: 1440, height: 900 }),
  hand: inTheHand,
}

/** One page in its looks, the dark one on a desk: in the hand its colours are the same. `ready` is what stands on it
 *  when it has loaded. */
const checkAll = async (page: Page, address: string, ready: (page: Page) => Promise<void>) => {
  await page.goto(address)
  for (const [screen, show] of Object.entries(screens))
    for (const scheme of screen === 'desk' ? (['light', 'dark'] as const) : (['light'] as const)) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await ready(page)
      await show(page)
      await ready(page)
      await isStill(page)
      expect.soft(await violations(page, scheme), `${address} · ${screen} · ${scheme}`).toEqual([])
    }
}

const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 15_000 })

test('signing in, registering, an invitation', async ({ browser }) => {
  const page = await newPage(browser)
  await checkAll(page, 'sign-in', heading('Sign in'))
  await checkAll(page, 'register', heading('Create an account'))
  await checkAll(page, 'invitations/a-link', heading('You are invited'))
})

test('a guest without an account', async ({ browser, request, baseURL }) => {
  const admin = await apiAs(request, baseURL, 'admin')
  const house = await hotel(admin)
  const { url, token } = await codeOf(admin, house, await roomOf(admin, house, '308'))
  const page = await newPage(browser)
  await checkAll(page, url, heading(/What’s wrong/))
  const answer = await request.post(new URL(`/q/${token}/tickets`, baseURL).href, {
    headers: { 'Idempotency-Key': crypto.randomUUID() },
    data: { title: `Curtain torn ${unique()}`, description: 'At the window.' },
  })
  const { follow_url } = await answer.json()
  await checkAll(page, follow_url, heading(/takes care of it|We have it/))
})

test('the manager’s pages', async ({ browser, request, baseURL }) => {
  const manager = await apiAs(request, baseURL, 'manager')
  const { id, title } = await reportTicket(manager, `Tile loose ${unique()}`)
  await manager.post(`tickets/${id}/comments`, { body: 'Same as in 306.', internal: true })
  await manager.post(`tickets/${id}/comments`, { body: 'We come at ten.' })
  const page = await newPageAs(browser, 'manager')
  await checkAll(page, 'tickets', heading('Tickets'))
  await checkAll(page, `tickets/${id}`, heading(title))
  await checkAll(page, 'tickets/new', heading('New ticket'))
  await checkAll(page, 'rooms', heading(/./))
})

test('what one was told, and what reaches one', async ({ browser }) => {
  const page = await newPageAs(browser, 'manager')
  await checkAll(page, 'notifications', heading('Notifications'))
  await checkAll(page, 'profile/notifications', heading('What reaches you'))
})

test('the console: people, a person, oneself, categories, departments', async ({
  browser,
  request,
  baseURL,
}) => {
  const manager = await apiAs(request, baseURL, 'manager')
  const { user } = await manager.get('verify-token')
  const page = await newPageAs(browser, 'admin')
  await checkAll(page, 'people', heading('People'))
  await checkAll(page, `people/${user.id}`, heading(user.name))
  await checkAll(page, 'profile', heading(/./))
  await checkAll(page, 'settings/categories', heading(/./))
  await checkAll(page, 'settings/departments', heading(/./))
})

test('the System Console: mail', async ({ browser }) => {
  test.slow()
  const page = await newPageAs(browser, 'admin')
  await checkAll(page, 'system', heading('System Console'))
  await checkAll(page, 'system/email', heading('E-mail'))
  await checkAll(page, 'system/email/templates', heading('Mail templates'))
  await checkAll(page, 'system/email/templates/ticket', heading(/Ticket/))
  await checkAll(page, 'system/summary', heading('Daily summary'))
})

test('the System Console: channels, deliveries, jobs, its door', async ({ browser }) => {
  test.slow()
  const page = await newPageAs(browser, 'admin')
  await checkAll(page, 'system/sms', heading('SMS'))
  await checkAll(page, 'system/push', heading('Push'))
  await checkAll(page, 'system/notifications', heading('Guards'))
  await checkAll(page, 'system/deliveries', heading('Deliveries'))
  await checkAll(page, 'system/jobs', heading('Jobs'))
  const manager = await newPageAs(browser, 'manager')
  await checkAll(manager, 'system', heading(/those who run the installation/))
})

test('staff’s day and a task', async ({ browser, request, baseURL }) => {
  const [manager, staff] = [await apiAs(request, baseURL, 'manager'), await apiAs(request, baseURL, 'staff')]
  const { user } = await staff.get('verify-token')
  const ticket = await reportTicket(manager, `Drain slow ${unique()}`)
  const task = await manager.post('assign-task', { ticket_id: ticket.id, user_id: user.id })
  const page = await newPageAs(browser, 'staff')
  await checkAll(page, 'tasks', heading(/./))
  await checkAll(page, `tasks/${task.id}`, heading(ticket.title))
})

test('a guest with an account', async ({ browser }) => {
  const page = await newPageAs(browser, 'guest')
  await checkAll(page, 'tickets', heading('My requests'))
  await checkAll(page, 'rooms', heading(/./))
})
