import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { afterEach, describe, expect, it } from 'vitest'
import { keys } from '../../api/keys'
import { withoutPushes, withPushes } from '../../test/pushes'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { page, problem, url } from '../../test/server/handlers'
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

/** Saving takes until this is called. */
function slowSaving() {
  let answer: (() => void) | undefined
  const answered = new Promise<void>((resolve) => (answer = resolve))
  server.use(
    http.patch(url('/notifications/preferences'), async () => {
      await answered
      return HttpResponse.json(preferences({ version: 2, daily_at: '09:00' }))
    }),
  )
  return () => act(() => answer?.())
}

async function savingTheHour() {
  const shown = showApp('/profile/notifications')
  fireEvent.change(await screen.findByLabelText('At'), { target: { value: '09:00' } })
  await shown.user.click(screen.getByRole('button', { name: 'Save' }))
  return shown
}

const mentionsBy = (channel: string) => screen.findByLabelText(`Someone mentions you: ${channel}`)

const devices = () => screen.getByRole('region', { name: 'This browser and your devices' })

describe('one’s devices', () => {
  afterEach(withoutPushes)

  it('are none only once that is known', async () => {
    let answer: (() => void) | undefined
    const answered = new Promise<void>((resolve) => (answer = resolve))
    server.use(http.get(url('/devices'), () => answered.then(() => page([]))))
    showApp('/profile/notifications')
    await mentionsBy('E-mail')
    expect(screen.queryByText('No device of yours is told yet.')).not.toBeInTheDocument()
    answer?.()
    expect(await screen.findByText('No device of yours is told yet.')).toBeVisible()
  })

  it('that can’t be read are not said to be none, and are asked for again', async () => {
    server.use(http.get(url('/devices'), () => problem(503, 'unavailable'), { once: true }))
    const { user } = showApp('/profile/notifications')
    await mentionsBy('E-mail')
    await user.click(await within(devices()).findByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('No device of yours is told yet.')).toBeVisible()
  })

  it('do not blame the person for a browser that is not ready', async () => {
    withPushes({ hasWorker: false })
    server.use(http.get(url('/push/key'), () => HttpResponse.json({ public_key: 'BPk' })))
    const { user } = showApp('/profile/notifications')
    await user.click(await screen.findByRole('button', { name: 'Tell me here' }))
    expect(await screen.findByText(/^This browser is still getting ready/)).toBeVisible()
    expect(screen.queryByText(/You have not allowed it/)).not.toBeInTheDocument()
  })
})

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

  it('is put off until the morning of one’s own zone, wherever the device is', async () => {
    const sent = saving()
    const own = preferences({ timezone: 'America/New_York' })
    server.use(http.get(url('/notifications/preferences'), () => HttpResponse.json(own)))
    const { user } = showApp('/profile/notifications')
    await user.click(await screen.findByLabelText('Until tomorrow'))
    expect(screen.getByText(/ 8:00.AM$/)).toBeVisible()
    await user.click(screen.getByLabelText('Until…'))
    expect(screen.getByLabelText<HTMLInputElement>('Until when').value).toMatch(/T08:00$/)
    fireEvent.change(screen.getByLabelText('Until when'), { target: { value: '2099-01-15T09:30' } })
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(sent).toMatchObject([{ body: { do_not_disturb_until: '2099-01-15T14:30:00.000Z' } }]),
    )
  })

  it('is shown as it was changed elsewhere, and saved over that', async () => {
    const sent = saving()
    const { client, user } = showApp('/profile/notifications')
    await mentionsBy('E-mail')
    const elsewhere = preferences({ version: 5, choices: { mentioned: { email: 'off' } } })
    act(() => void client.setQueryData(keys.preferences, elsewhere))
    await waitFor(() => expect(screen.getByLabelText('Someone mentions you: E-mail')).toHaveValue('off'))
    await user.selectOptions(await mentionsBy('SMS'), 'now')
    expect(screen.getByText('1 change not saved yet')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(sent).toEqual([{ match: '"5"', body: { choices: { mentioned: { sms: 'now' } } } }]),
    )
  })

  it('keeps what is typed over what comes from elsewhere, until it is saved', async () => {
    const sent = saving(preferences({ version: 7 }))
    const { client, user } = showApp('/profile/notifications')
    await user.selectOptions(await mentionsBy('E-mail'), 'daily')
    act(() => void client.setQueryData(keys.preferences, preferences({ version: 7 })))
    expect(await mentionsBy('E-mail')).toHaveValue('daily')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByRole('dialog')).toBeVisible()
    expect(sent).toMatchObject([{ match: '"1"' }])
  })

  it('is not left without a question while something is not saved', async () => {
    const { user, router } = showApp('/profile/notifications')
    await user.selectOptions(await mentionsBy('E-mail'), 'daily')
    await user.click(screen.getByRole('link', { name: 'Your profile' }))
    const dialog = await screen.findByRole('dialog', { name: 'Leave without saving?' })
    expect(router.state.location.pathname).toBe('/profile/notifications')
    await user.click(within(dialog).getByRole('button', { name: 'Leave' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/profile'))
  })

  it('is left without a further question when it was saved while one was asked', async () => {
    const answer = slowSaving()
    const { user, router } = await savingTheHour()
    await user.click(screen.getByRole('link', { name: 'Your profile' }))
    await screen.findByRole('dialog', { name: 'Leave without saving?' })
    answer()
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(router.state.location.pathname).toBe('/profile')
  })

  it('keeps what is changed while it is being saved', async () => {
    const answer = slowSaving()
    const { user } = await savingTheHour()
    await user.selectOptions(await mentionsBy('E-mail'), 'daily')
    answer()
    expect(await screen.findByText('1 change not saved yet')).toBeVisible()
    expect(await mentionsBy('E-mail')).toHaveValue('daily')
    expect(screen.getByLabelText('At')).toHaveValue('09:00')
  })

  it('keeps a moment that is half typed in its field', async () => {
    const { user } = showApp('/profile/notifications')
    await user.click(await screen.findByLabelText('Until…'))
    for (const value of ['', '0002-01-15T09:30', '']) {
      fireEvent.change(screen.getByLabelText('Until when'), { target: { value } })
      expect(screen.getByLabelText('Until when')).toHaveValue(value)
    }
    fireEvent.blur(screen.getByLabelText('Until when'))
    expect(screen.getByLabelText('Until when')).toHaveValue('0002-01-15T09:30')
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
