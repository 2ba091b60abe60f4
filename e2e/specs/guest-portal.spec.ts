// A guest with an account sees what is theirs, and nothing of what the house says among itself.
import { expect } from '@playwright/test'
import { reportTicket, unique } from './house'
import { apiAs, newPageAs, pageAs, phone, test } from './people'

test('a guest sees their own requests only, in an app without the house’s places', async ({
  browser,
  request,
  baseURL,
}) => {
  const [manager, guest] = [await apiAs(request, baseURL, 'manager'), await apiAs(request, baseURL, 'guest')]
  const mine = await reportTicket(guest, `My window rattles ${unique()}`)
  const theirs = await reportTicket(manager, `The safe is open ${unique()}`)
  const page = await pageAs(browser, 'guest', '.', phone)

  await expect(page.getByRole('heading', { level: 1, name: 'My requests' })).toBeVisible()
  await expect(page.getByRole('link', { name: mine.title })).toBeVisible()
  const bar = page.getByRole('navigation', { name: 'Main' })
  await expect(bar.getByRole('link', { name: 'My requests' })).toBeVisible()
  for (const place of ['Tickets', 'Tasks', 'Rooms', 'People', 'Categories', 'Departments'])
    await expect(bar.getByRole('link', { name: place, exact: true })).toHaveCount(0)

  for (const address of [`tickets/${theirs.id}`, `tickets?q=${encodeURIComponent(theirs.title)}`]) {
    await page.goto(address)
    await expect(page.getByText(/There is nothing here|Nothing here/)).toBeVisible()
    await expect(page.getByText(theirs.title, { exact: true })).toHaveCount(0)
  }
})

test('a guest’s page gets no internal note and no reason of an assignment, in no answer', async ({
  browser,
  request,
  baseURL,
}) => {
  const [manager, guest] = [await apiAs(request, baseURL, 'manager'), await apiAs(request, baseURL, 'guest')]
  const { id, title } = await reportTicket(guest, `Shower cold ${unique()}`)
  const [secret, open] = [`Same boiler as last week ${unique()}`, `We look at it now ${unique()}`]
  await manager.post(`tickets/${id}/comments`, { body: secret, internal: true })
  await manager.post(`tickets/${id}/comments`, { body: open })

  const page = await newPageAs(browser, 'guest', phone)
  const answers: string[] = []
  page.on('response', async (answer) => {
    if (answer.headers()['content-type']?.includes('json')) answers.push(await answer.text().catch(() => ''))
  })
  await page.goto('.')
  await page.getByRole('link', { name: title }).tap()
  await expect(page.getByText(open)).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Staff only' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Why/ })).toHaveCount(0)
  expect(answers.join()).toContain(open)
  expect(answers.join()).not.toContain(secret)
  expect(answers.join()).not.toContain('candidates')

  // The same ticket, as its manager reads it, does hold the note.
  const { items } = await manager.get(`tickets/${id}/comments`)
  expect(items.map(({ body }: { body: string }) => body)).toEqual([secret, open])
})
