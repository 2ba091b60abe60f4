import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { showApp } from '../../../test/render'
import { server } from '../../../test/server'
import { emailSettings, systemHandlers } from '../../../test/server/system'
import { page, url } from '../../../test/server/urls'

beforeEach(() => server.use(...systemHandlers))

/** Which days were sent by hand; null is today. */
function sendings() {
  const days: unknown[] = []
  server.use(
    http.post(url('/summaries/send'), async ({ request }) => {
      days.push(await request.json())
      return HttpResponse.json({ day: '2026-05-11', recipients: 4 })
    }),
  )
  return days
}

describe('the daily summary', () => {
  it('changes its hour, and sends only that', async () => {
    const sent: unknown[] = []
    server.use(
      http.patch(url('/settings/email'), async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(emailSettings({ version: 5 }))
      }),
    )
    const { user } = showApp('/system/summary')
    await user.selectOptions(await screen.findByLabelText('Hour'), '07')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toEqual([{ summary: { hour: 7 } }]))
  })

  it('is sent now only after a question, and says to how many', async () => {
    const days = sendings()
    const { user } = showApp('/system/summary')
    await user.click(await screen.findByRole('button', { name: 'Send today’s now…' }))
    const dialog = await screen.findByRole('dialog')
    expect(days).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Send now' }))
    expect(await screen.findByText('Sent to 4 people.')).toBeVisible()
    expect(days).toEqual([{}])
  })

  it('is followed until its mails are out', async () => {
    sendings()
    let readings = 0
    const today = { day: '2026-05-12', due_at: '2026-05-12T12:00:00Z', scheduled: false, recipients: 4 }
    server.use(http.get(url('/summaries'), () => page([{ ...today, sent: readings++ < 2 ? 0 : 4 }])))
    const { user } = showApp('/system/summary')
    expect(await screen.findByText(/^0 sent/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Send today’s now…' }))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Send now' }))
    expect(await screen.findByText(/^4 sent/)).toBeVisible()
  })

  it('shows a past day and sends it again', async () => {
    const days = sendings()
    const { user } = showApp('/system/summary')
    expect(await screen.findByText('Summary of today')).toBeVisible()
    await user.click(await screen.findByRole('button', { name: /^Look at/ }))
    expect(await screen.findByText('Summary of 2026-05-11')).toBeVisible()
    await user.click(screen.getByRole('button', { name: /^Send .*2026 again$/ }))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Send again' }))
    await waitFor(() => expect(days).toEqual([{ day: '2026-05-11' }]))
  })
})
