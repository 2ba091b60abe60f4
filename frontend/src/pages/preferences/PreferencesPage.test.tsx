import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { problem, url } from '../../test/server/handlers'
import { preferences } from '../../test/server/notifications'

function saving(answer = preferences({ version: 2 })) {
  const sent: { match: string | null; body: unknown }[] = []
  server.use(
    http.patch(url('/notifications/preferences'), async ({ request }) => {
      const match = request.headers.get('If-Match')
      sent.push({ match, body: await request.json() })
      return match === '"1"' && answer.version === 7
        ? problem(412, 'version_conflict', { current: answer })
        : HttpResponse.json({ ...answer, version: 8 })
    }),
  )
  return sent
}

const mentionsBy = (channel: string) => screen.findByLabelText(`Someone mentions you: ${channel}`)

describe('what reaches one', () => {
  it('says why a channel does not, and offers nothing where nothing ever comes', async () => {
    showApp('/profile/notifications')
    expect(await screen.findByText('No account at Twilio is set up.')).toBeVisible()
    expect(screen.queryByLabelText('The summary of the day: SMS')).not.toBeInTheDocument()
    expect(await screen.findByText('The administrator has switched web push off.')).toBeVisible()
  })

  it('counts what is not saved, and saves only that', async () => {
    const sent = saving()
    const { user } = showApp('/profile/notifications')
    await user.selectOptions(await mentionsBy('E-mail'), 'daily')
    await user.click(screen.getByRole('button', { name: 'Set quiet hours' }))
    expect(screen.getByText('3 changes not saved yet')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.getByText('All saved')).toBeVisible())
    expect(sent).toEqual([
      {
        match: '"1"',
        body: { quiet_from: '22:00', quiet_until: '06:00', choices: { mentioned: { email: 'daily' } } },
      },
    ])
  })

  it('can’t be saved with half of the quiet hours', async () => {
    const { user } = showApp('/profile/notifications')
    await user.click(await screen.findByRole('button', { name: 'Set quiet hours' }))
    await user.clear(screen.getByLabelText('Until'))
    expect(screen.getByText('Give both times, or none')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled()
  })

  it('that another tab changed meanwhile is chosen line by line', async () => {
    const sent = saving(preferences({ version: 7, choices: { mentioned: { email: 'off' } } }))
    const { user } = showApp('/profile/notifications')
    await user.selectOptions(await mentionsBy('E-mail'), 'hourly')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('Someone mentions you: E-mail')).toBeVisible()
    await user.click(within(dialog).getByRole('button', { name: 'Save my choice' }))
    await waitFor(() =>
      expect(sent.at(-1)).toEqual({ match: '"7"', body: { choices: { mentioned: { email: 'hourly' } } } }),
    )
  })
})
