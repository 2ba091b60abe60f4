// Moves in the list: taken back with Z, and one change to many at once.
import { expect, type Page } from '@playwright/test'
import { reportTicket, unique } from './house'
import { apiAs, newPageAs, test, type Api } from './people'

const rowOf = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').filter({ hasText: title })

/** Some tickets that one search finds, and the list that shows just them. */
const some = async (api: Api, page: Page, count: number) => {
  const word = unique()
  const tickets = []
  for (const number of Array(count).keys())
    tickets.push(await reportTicket(api, `Blind stuck ${word} ${number}`))
  await page.goto(`tickets?view=all&q=${word}`)
  await expect(rowOf(page, word)).toHaveCount(count)
  return tickets
}

test('a move is taken back with Z within a minute', async ({ browser, request, baseURL }) => {
  const api = await apiAs(request, baseURL, 'manager')
  const page = await newPageAs(browser, 'manager')
  const [ticket] = await some(api, page, 1)
  const row = rowOf(page, ticket.title)
  const peek = page.getByRole('article', { name: ticket.title })
  await peek.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(row).toContainText('In progress')
  const toast = page.getByRole('status').filter({ hasText: 'In progress.' })
  await expect(toast.getByRole('button', { name: 'Undo' })).toBeVisible()

  await page.keyboard.press('z')
  await expect(page.getByRole('status').filter({ hasText: 'Taken back.' })).toBeVisible()
  await expect(row).toContainText('Open')
  expect(await api.get(`tickets/${ticket.id}`)).toMatchObject({ status: 'open' })
  const { items } = await api.get(`tickets/${ticket.id}/history`)
  const moves = items.filter(({ action }: { action: string }) => action === 'ticket.moved')
  expect(moves.map(({ changes }: { changes: { status: string[] } }) => changes.status)).toEqual([
    ['open', 'in_progress'],
    ['in_progress', 'open'],
  ])
})

test('picked tickets are changed together, and what is refused is named', async ({
  browser,
  request,
  baseURL,
}) => {
  const api = await apiAs(request, baseURL, 'manager')
  const page = await newPageAs(browser, 'manager')
  const tickets = await some(api, page, 3)
  for (const { number } of tickets) await page.getByRole('checkbox', { name: `Select ${number}` }).check()
  const bar = page.getByRole('region', { name: 'Selected tickets' })
  await expect(bar).toContainText('3 selected')
  await bar.getByRole('button', { name: 'Priority…' }).click()
  await page.getByRole('menuitem', { name: 'Critical' }).click()
  await expect(page.getByRole('status').filter({ hasText: '3 tickets changed' })).toBeVisible()
  await expect(bar).toBeHidden()
  for (const { id } of tickets) expect(await api.get(`tickets/${id}`)).toMatchObject({ priority: 'critical' })

  const [done, ...others] = tickets
  await api.patch(`tickets/${done.id}`, { status: 'resolved' })
  for (const { number } of tickets) await page.getByRole('checkbox', { name: `Select ${number}` }).check()
  await bar.getByRole('button', { name: 'Move to…' }).click()
  await page.getByRole('menuitem', { name: 'Closed' }).click()
  const told = page.getByRole('status').filter({ hasText: '1 of 3 changed' })
  for (const { number } of others) await expect(told).toContainText(number)
  await expect(rowOf(page, done.title)).toContainText('Closed')
})
