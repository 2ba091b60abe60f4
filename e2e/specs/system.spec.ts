// The System Console: how the installation talks to its people, tried, changed, and what became of every message.
import { expect, type Page } from '@playwright/test'
import { reportTicket, unique } from './house'
import { withMailhost, WORDS } from './mailhost'
import { apiAs, pageAs, phone, test } from './people'

/** Mail lands in the mailbox of the machine again. */
const NO_SERVER = { server: '', sender_email: '' }

/** The console is reached from the building, by whoever runs the installation. */
const openRoom = async (page: Page, name: string) => {
  await page.getByRole('link', { name: 'System Console' }).click()
  await page.getByRole('navigation', { name: 'System Console' }).getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Through the page, as an administrator does it. */
const setServer = async (page: Page, port: number) => {
  await page.getByRole('textbox', { name: 'Server', exact: true }).fill('127.0.0.1')
  await page.getByRole('textbox', { name: 'Port' }).fill(String(port))
  await page.getByLabel('Encryption').selectOption('none')
  await page.getByLabel('Kind of sign-in').selectOption('none')
  await page.getByRole('textbox', { name: 'Sender’s address' }).fill('tickets@barmbekerhof.example')
  await expect(page.getByText(/changes not saved yet/)).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Everything is saved.')).toBeVisible()
}

test('a server that refuses is heard in its own words; what it refused is sent again once it is gone', async ({
  browser,
  request,
  baseURL,
}) => {
  const [admin, guest, manager] = [
    await apiAs(request, baseURL, 'admin'),
    await apiAs(request, baseURL, 'guest'),
    await apiAs(request, baseURL, 'manager'),
  ]
  const ticket = await reportTicket(guest, `Blind stuck ${unique()}`)
  const page = await pageAs(browser, 'admin', '.')
  try {
    await withMailhost(async (port) => {
      await openRoom(page, 'E-mail')
      await setServer(page, port)
      await page.getByLabel('To this address').fill('ingrid@demo.example')
      await page.getByRole('button', { name: 'Send a test e-mail' }).click()
      await expect(page.getByText('Not taken.')).toBeVisible()
      await expect(page.getByText(WORDS)).toBeVisible()

      await manager.post(`tickets/${ticket.id}/comments`, { body: 'We come at ten.' })
      await page.goto(`system/deliveries?ticket_id=${ticket.id}&channel=email&state=dead`)
      const row = page.getByRole('row', { name: /Comment/ }).first()
      await expect(row.getByText('Dead')).toBeVisible()
      await row.getByRole('link').click()
      const panel = page.getByRole('complementary').last()
      await expect(panel.getByText(WORDS).last()).toBeVisible()

      await admin.patch('settings/email', NO_SERVER)
      // The worker knows of it within two seconds; a try before that is refused once more.
      await expect(async () => {
        await panel.getByRole('button', { name: 'Send again' }).click({ timeout: 3_000 })
        await expect(panel.getByText('Sent', { exact: true }).first()).toBeVisible({ timeout: 7_000 })
      }).toPass({ timeout: 45_000 })
    })
  } finally {
    await admin.patch('settings/email', NO_SERVER)
  }
})

test('a template shows its mail while it is written, says where it is wrong, and is not left unsaved by mistake', async ({
  browser,
}) => {
  const page = await pageAs(browser, 'admin', '.')
  await openRoom(page, 'Mail templates')
  await page.getByRole('link', { name: 'Test', exact: true }).click()
  const word = unique()
  const subject = page.getByRole('textbox', { name: 'Subject' })
  await subject.fill(`Hello ${word}`)
  await expect(page.getByRole('region', { name: 'Preview' }).getByText(`Hello ${word}`)).toBeVisible()

  const text = page.getByRole('textbox', { name: 'Text', exact: true })
  await text.fill('One line\n{% if %}\n')
  await expect(page.getByRole('button', { name: 'Text, line 2' })).toBeVisible()
  await expect(page.getByText('Shown is the last version without errors.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Preview' }).getByText(`Hello ${word}`)).toBeVisible()

  await page.getByRole('navigation', { name: 'System Console' }).getByRole('link', { name: 'SMS' }).click()
  const question = page.getByRole('dialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(subject).toHaveValue(`Hello ${word}`)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByText('Everything is saved.')).toBeVisible()
})

test('a saved template replaces the product’s own until it is given up', async ({ browser }) => {
  const page = await pageAs(browser, 'admin', 'system/email/templates/test')
  const subject = page.getByRole('textbox', { name: 'Subject' })
  const own = await subject.inputValue()
  await subject.fill('Ours')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Everything is saved.')).toBeVisible()
  await page.reload()
  await expect(subject).toHaveValue('Ours')
  await page.getByRole('button', { name: /^Back to the product/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Give it up' }).click()
  await expect(subject).toHaveValue(own)
})

test('the summary’s hour holds as soon as it is saved, in the hand too', async ({
  browser,
  request,
  baseURL,
}) => {
  const admin = await apiAs(request, baseURL, 'admin')
  const { summary } = await admin.get('settings/email')
  const page = await pageAs(browser, 'admin', 'system', phone)
  await page.getByRole('link', { name: /^Daily summary/ }).tap()
  await page.getByLabel('Hour').selectOption('05')
  await page.getByRole('button', { name: 'Save' }).tap()
  await expect(page.getByText('1 change not saved yet')).toHaveCount(0)
  await expect.poll(async () => (await admin.get('settings/email')).summary.hour).toBe(5)
  await admin.patch('settings/email', { summary: { hour: summary.hour } })
})

test('whoever does not run the installation finds a closed door', async ({ browser }) => {
  const page = await pageAs(browser, 'manager', '.')
  await expect(page.getByRole('link', { name: 'System Console' })).toHaveCount(0)
  for (const room of ['system', 'system/email', 'system/deliveries']) {
    await page.goto(room)
    await expect(page.getByRole('heading', { name: /those who run the installation/ })).toBeVisible()
  }
})
