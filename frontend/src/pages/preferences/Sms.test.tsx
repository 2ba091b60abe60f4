import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import type { Preferences } from '../../api/preferences'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { url } from '../../test/server/handlers'
import { preferences } from '../../test/server/notifications'

const phone = '+436601234567'

function answering(state: Preferences['sms_consent']['state']) {
  const sent: unknown[] = []
  const known = preferences({ sms_consent: { phone, state } })
  server.use(
    http.get(url('/notifications/preferences'), () => HttpResponse.json(known)),
    http.patch(url('/notifications/preferences'), async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(known)
    }),
  )
  return sent
}

const box = () => screen.findByRole('checkbox', { name: `Write to ${phone}` })

describe('consent to SMS', () => {
  it('that the phone has not given yet says what to answer, and can be asked for again', async () => {
    const sent = answering('asked')
    const { user } = showApp('/profile/notifications')
    expect(await box()).toBeChecked()
    expect(screen.getByText(/We ask \+436601234567 by SMS, in your name. Reply YES to it./)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Ask again' }))
    await waitFor(() => expect(screen.getByText(/It is asked again/)).toBeVisible())
    expect(sent).toEqual([{ sms_consent: true }])
  })

  it.each([
    ['is seen at once when the question is put again', 'given', 'asked'],
    ['is seen while the page is open', 'asked', 'given'],
  ] as const)('that the phone gives %s', { timeout: 20_000 }, async (_, patched, later) => {
    answering('asked')
    const { user } = showApp('/profile/notifications')
    await screen.findByText(/Reply YES to it/)
    server.use(
      http.get(url('/notifications/preferences'), () =>
        HttpResponse.json(preferences({ sms_consent: { phone, state: later } })),
      ),
      http.patch(url('/notifications/preferences'), () =>
        HttpResponse.json(preferences({ sms_consent: { phone, state: patched } })),
      ),
    )
    if (patched === 'given') await user.click(screen.getByRole('button', { name: 'Ask again' }))
    await waitFor(() => expect(screen.queryByText(/Reply YES to it/)).not.toBeInTheDocument(), {
      timeout: patched === 'given' ? 1000 : 10_000,
    })
    expect(await box()).toBeChecked()
  })

  it('that was given is not asked for again, and can be taken back', async () => {
    const sent = answering('given')
    const { user } = showApp('/profile/notifications')
    await user.click(await box())
    expect(screen.queryByRole('button', { name: 'Ask again' })).not.toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toEqual([{ sms_consent: false }]))
  })

  it('is for the phone alone to give after its STOP', async () => {
    answering('stopped')
    showApp('/profile/notifications')
    expect(await box()).not.toBeChecked()
    expect(screen.getByText(/Send START from it/)).toBeVisible()
  })
})
