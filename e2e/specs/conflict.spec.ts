// Two people change one ticket at the same time: the second sees the difference, and nothing typed is lost.
import { expect, type Page } from '@playwright/test'
import { reportTicket, unique } from './house'
import { apiAs, newPageAs, test } from './people'

const editing = async (page: Page, id: number) => {
  await page.goto(`tickets/${id}`)
  await page.getByRole('button', { name: 'More moves' }).click()
  await page.getByRole('menuitem', { name: 'Edit…' }).click()
  return page.getByRole('dialog', { name: /^Edit / })
}

test('the second of two editors chooses line by line', async ({ browser, request, baseURL }) => {
  const manager = await apiAs(request, baseURL, 'manager')
  const title = `Lamp flickers ${unique()}`
  const { id, number } = await reportTicket(manager, title)
  const [first, second] = [await newPageAs(browser, 'admin'), await newPageAs(browser, 'manager')]
  const [faster, slower] = [await editing(first, id), await editing(second, id)]
  await slower.getByLabel('Title').fill(`${title}, by the window`)
  await slower.getByLabel('Description').fill('It went dark twice last night.')

  await faster.getByLabel('Title').fill(`${title}, by the door`)
  await faster.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(first.getByRole('heading', { level: 1, name: `${title}, by the door` })).toBeVisible()

  await slower.getByRole('button', { name: 'Save', exact: true }).click()
  const choice = second.getByRole('dialog', { name: 'Someone changed this while you did' })
  await expect(choice).toContainText(number)
  const line = choice.getByRole('row', { name: /^Title/ })
  await expect(line).toContainText(`${title}, by the window`)
  await expect(line).toContainText(`${title}, by the door`)

  // Closing the choice leads back to the form, as it was typed.
  await choice.getByRole('button', { name: 'Close' }).click()
  await expect(slower.getByLabel('Title')).toHaveValue(`${title}, by the window`)
  await expect(slower.getByLabel('Description')).toHaveValue('It went dark twice last night.')

  await slower.getByRole('button', { name: 'Save', exact: true }).click()
  await line.getByRole('radio', { name: `${title}, by the door` }).check()
  await choice.getByRole('button', { name: 'Save my choice' }).click()
  await expect(choice).toBeHidden()
  await expect(second.getByRole('heading', { level: 1, name: `${title}, by the door` })).toBeVisible()
  await expect
    .poll(() => manager.get(`tickets/${id}`))
    .toMatchObject({ title: `${title}, by the door`, description: 'It went dark twice last night.' })
})

test('who gives way keeps what the other wrote', async ({ browser, request, baseURL }) => {
  const manager = await apiAs(request, baseURL, 'manager')
  const { id } = await reportTicket(manager, `Chair wobbles ${unique()}`)
  const page = await newPageAs(browser, 'manager')
  const form = await editing(page, id)
  await form.getByLabel('Priority').selectOption('Critical')
  await manager.patch(`tickets/${id}`, { priority: 'low' })
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  const choice = page.getByRole('dialog', { name: 'Someone changed this while you did' })
  await choice.getByRole('button', { name: 'Keep what is there' }).click()
  await expect(choice).toBeHidden()
  expect(await manager.get(`tickets/${id}`)).toMatchObject({ priority: 'low' })
})
