import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PushSettings } from '../../../api/pushSettings'
import { showApp } from '../../../test/render'
import { server } from '../../../test/server'
import { systemHandlers } from '../../../test/server/system'
import { url } from '../../../test/server/urls'

const settings = (over: Partial<PushSettings> = {}): PushSettings => ({
  web_push_enabled: true,
  mobile_push_enabled: true,
  subject: '',
  why_web_is_off: null,
  why_mobile_is_off: null,
  version: 1,
  ...over,
})

beforeEach(() => server.use(...systemHandlers))

/** What is saved, in turn. */
function savings() {
  const sent: unknown[] = []
  server.use(
    http.get(url('/settings/push'), () => HttpResponse.json(settings())),
    http.patch(url('/settings/push'), async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(settings({ version: 2 }))
    }),
  )
  return sent
}

describe('messages to browsers and phones', () => {
  it('are switched off without naming a contact', async () => {
    const sent = savings()
    const { user } = showApp('/system/push')
    await user.click(await screen.findByRole('switch', { name: 'Phones' }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toEqual([{ mobile_push_enabled: false }]))
  })

  it.each(['mailto:tickets@example.org', 'https://example.org'])('take %s as a contact', async (subject) => {
    const sent = savings()
    const { user } = showApp('/system/push')
    await user.type(await screen.findByRole('textbox', { name: 'Contact' }), subject)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toEqual([{ subject }]))
  })

  it('keep what is changed while they are being saved', async () => {
    savings()
    let answer: (() => void) | undefined
    const answered = new Promise<void>((resolve) => (answer = resolve))
    server.use(
      http.patch(url('/settings/push'), async () => {
        await answered
        return HttpResponse.json(settings({ version: 2, mobile_push_enabled: false }))
      }),
    )
    const { user } = showApp('/system/push')
    await user.click(await screen.findByRole('switch', { name: 'Phones' }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await user.type(screen.getByRole('textbox', { name: 'Contact' }), 'https://example.org')
    answer?.()
    expect(await screen.findByText('1 change not saved yet')).toBeVisible()
    expect(screen.getByRole('textbox', { name: 'Contact' })).toHaveValue('https://example.org')
    expect(screen.getByRole('switch', { name: 'Phones' })).not.toBeChecked()
  })

  it('take no other contact', async () => {
    const sent = savings()
    const { user } = showApp('/system/push')
    await user.type(await screen.findByRole('textbox', { name: 'Contact' }), 'tickets@example.org')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText(/^mailto: with an address/)).toBeVisible()
    expect(sent).toEqual([])
  })
})
