// The main job, end to end: a guest's report reaches the right manager, becomes a task, gets done, confirmed and rated.
import { expect, type Locator, type Page } from '@playwright/test'
import { codeOf, hotel, PHOTO, roomOf, unique } from './house'
import { apiAs, newPage, newPageAs, pageAs, phone, test } from './people'

/** The guest's page says in its heading how far it is. */
const guestSees = (page: Page, heading: RegExp) =>
  expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()

const pressStar = (group: Locator, name: string) => group.getByRole('radio', { name, exact: true }).tap()

test('a guest’s report with a photo is assigned, done by staff, confirmed and rated', async ({
  browser,
  request,
  baseURL,
}) => {
  const admin = await apiAs(request, baseURL, 'admin')
  const house = await hotel(admin)
  const room = await roomOf(admin, house, '207')
  const code = await codeOf(admin, house, room)
  const title = `The tap in the bathroom drips ${unique()}`

  const guest = await newPage(browser, phone)
  await test.step('the guest opens the code on the door, takes a photo, writes, sends', async () => {
    expect(new URL(code.url).pathname).toBe(`/app/q/${code.token}`)
    await guest.goto(code.url)
    await expect(guest.getByText(house.name)).toBeVisible()
    await guest.getByLabel('Take a photo').setInputFiles(PHOTO)
    await expect(guest.getByRole('img', { name: /dripping-tap/ })).toBeVisible()
    await guest.getByRole('checkbox', { name: 'Plumbing' }).tap()
    await guest.getByRole('textbox', { name: 'Say more' }).fill(title)
    await guest.getByRole('button', { name: 'Send', exact: true }).tap()
    await expect(guest).toHaveURL(/\/app\/f\//)
    await guestSees(guest, /takes care of it/)
    await expect(guest.getByRole('img', { name: /picture/i }).first()).toBeVisible()
  })

  const found = await admin.get(`tickets?q=${encodeURIComponent(title)}`)
  expect(found.items).toHaveLength(1)
  const [{ id, number, assignee }] = found.items

  await test.step('it is assigned to the one manager of the department who is here', async () => {
    const { items } = await admin.get(`users?role=manager&property_id=${house.id}&is_active=true&limit=100`)
    const engineers = items.filter(
      ({ department, away_until }: { department: { name: string }; away_until: string | null }) =>
        department.name === 'Engineering' && !away_until,
    )
    expect(engineers.map((one: { id: number }) => one.id)).toContain(assignee.id)
    const { items: history } = await admin.get(`tickets/${id}/history`)
    const assigned = history.find(({ action }: { action: string }) => action === 'ticket.assigned')
    expect(assigned.reason).toMatchObject({ rule: 'department' })
  })

  const manager = await newPageAs(browser, 'manager')
  await test.step('the manager sees it in the list and gives it to an engineer', async () => {
    await manager.goto(`tickets?view=all&q=${encodeURIComponent(title)}`)
    const row = manager
      .getByRole('list', { name: 'Tickets' })
      .getByRole('listitem')
      .filter({ hasText: title })
    await expect(row).toContainText(number)
    await expect(row).toContainText('assign someone')
    await manager.goto(`tickets/${id}`)
    await expect(manager.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(manager.getByRole('img', { name: /picture/i }).first()).toBeVisible()
    await manager.getByRole('button', { name: 'Give it to someone' }).click()
    const dialog = manager.getByRole('dialog', { name: 'New task' })
    await dialog.getByLabel('Who does it').first().fill('Jonas')
    await dialog.getByRole('button', { name: /Jonas Krüger/ }).click()
    await dialog.getByRole('button', { name: 'Give it', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(manager.getByRole('complementary', { name: 'About this ticket' })).toContainText('not begun')
  })

  const staff = await pageAs(browser, 'staff', '.', phone)
  await test.step('the engineer finds it in the day on the phone and starts it', async () => {
    await staff.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My day' }).tap()
    await staff.getByRole('link', { name: title }).tap()
    await expect(staff.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(staff.getByRole('img', { name: /picture/i }).first()).toBeVisible()
    await staff.getByRole('button', { name: 'Start', exact: true }).tap()
    await expect(staff.getByRole('button', { name: 'Complete', exact: true })).toBeVisible()
    // Nobody reloads: an open page shows it by itself.
    await expect(guest.getByRole('heading', { level: 1, name: 'Jonas is on it' })).toBeVisible({
      timeout: 25_000,
    })
  })

  await test.step('the engineer asks, the guest answers', async () => {
    await staff.getByRole('textbox', { name: /Message to/ }).fill('May I come in at ten?')
    await staff.getByRole('button', { name: /^Send to/ }).tap()
    await expect(staff.getByRole('textbox', { name: /Message to/ })).toHaveValue('')
    await guest.reload()
    await expect(guest.getByRole('region', { name: 'A message for you' })).toContainText(
      'May I come in at ten?',
    )
    await guest.getByRole('textbox', { name: 'Write to us' }).fill('Yes, please.')
    await guest.getByRole('button', { name: 'Send', exact: true }).tap()
    await expect(guest.getByRole('region', { name: 'What was said' })).toContainText('Yes, please.')
  })

  await test.step('the engineer completes the task with time and cost, and resolves the ticket', async () => {
    await staff.getByRole('button', { name: 'Complete', exact: true }).tap()
    const dialog = staff.getByRole('dialog', { name: 'Complete the task' })
    await dialog.getByLabel('Minutes it took').fill('25')
    await dialog.getByLabel(/What it cost/).fill('18.40')
    await dialog.getByRole('button', { name: 'Complete' }).tap()
    await expect(staff).toHaveURL(/\/app\/tasks$/)
    await staff.goto(`tickets/${id}`)
    await expect(staff.getByRole('region', { name: 'Timeline' })).toContainText('Yes, please.')
    await staff.getByRole('button', { name: 'Resolve', exact: true }).tap()
    await expect(staff.getByText('Resolved.', { exact: true })).toBeVisible()
    await guest.reload()
    await guestSees(guest, /says it is fixed/)
  })

  await test.step('the guest confirms and rates it', async () => {
    const check = guest.getByRole('region', { name: 'Check the repair' })
    await pressStar(check, '5 stars')
    await check.getByRole('textbox', { name: /A word about it/ }).fill('Quick and kind.')
    await check.getByRole('button', { name: 'Yes, it is fixed' }).tap()
    await guestSees(guest, /^Done$/)
    await expect(guest.getByRole('region', { name: 'Your rating' })).toBeVisible()
  })

  await test.step('the ticket’s page tells each step and why', async () => {
    await manager.reload()
    const timeline = manager.getByRole('region', { name: 'Timeline' })
    for (const line of [
      'Given to Lena Vogt by rule',
      'Engineering → lowest load',
      /gave the work to Jonas Krüger|gave the task .* to Jonas Krüger/,
      'May I come in at ten?',
      'Yes, please.',
      /completed .* 25 min .*18\.40/,
      /rated the work/,
    ])
      await expect(timeline.getByText(line).first()).toBeVisible()
    for (const move of [
      /Jonas Krüger: Open\s*In progress/,
      /Jonas Krüger: In progress\s*Resolved/,
      /Resolved\s*Closed/,
    ])
      await expect(timeline.getByRole('listitem').filter({ hasText: move })).toHaveCount(1)
  })

  await test.step('the ticket is closed with the rating', async () => {
    const closed = await admin.get(`tickets/${id}`)
    expect(closed).toMatchObject({ status: 'closed', rating: 5, attachment_count: 1 })
  })
})
