import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { EmailSettings } from '../../../api/emailSettings'
import { showApp } from '../../../test/render'
import { server } from '../../../test/server'
import { problem } from '../../../test/server/handlers'
import { emailSettings, systemHandlers } from '../../../test/server/system'
import { url } from '../../../test/server/urls'

beforeEach(() => server.use(...systemHandlers))

interface Sent {
  match: string | null
  body: unknown
}

/** Saves what is sent with the version that is there; refuses older ones. */
function saving(there: EmailSettings = emailSettings()) {
  const sent: Sent[] = []
  server.use(
    http.patch(url('/settings/email'), async ({ request }) => {
      const match = request.headers.get('If-Match')
      sent.push({ match, body: await request.json() })
      if (match !== `"${there.version}"`)
        return problem(412, 'version_conflict', { current: there, differing: ['server'] })
      return HttpResponse.json({ ...there, version: there.version + 1 })
    }),
  )
  return sent
}

const write = async (user: ReturnType<typeof showApp>['user'], label: string, text: string) => {
  const field = await screen.findByRole('textbox', { name: label })
  await user.clear(field)
  if (text) await user.type(field, text)
  await user.tab()
}

describe('the settings of e-mail', () => {
  it('count what is not saved and what is wrong, and send only what changed', async () => {
    const sent = saving()
    const { user } = showApp('/system/email')
    await write(user, 'Server', 'mail.example.net')
    await write(user, 'Sender’s address', 'tickets@example')
    expect(screen.getByText('2 changes not saved yet')).toBeVisible()
    expect(screen.getByText('1 field to correct.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(sent).toEqual([])
    await write(user, 'Sender’s address', 'tickets@example.org')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toEqual([{ match: '"4"', body: { server: 'mail.example.net' } }]))
    expect(await screen.findByText('Everything is saved.')).toBeVisible()
  })

  it('take a new password and never show the old one', async () => {
    const sent = saving()
    const { user } = showApp('/system/email')
    const field = await screen.findByLabelText('Password')
    expect(field).toHaveValue('')
    expect(field).toHaveAttribute('placeholder', 'Password is set. Write to replace it')
    await user.type(field, 'correct horse')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent.at(-1)?.body).toEqual({ password: 'correct horse' }))
    await waitFor(() => expect(field).toHaveValue(''))
  })

  it('ask for what XOAUTH2 needs', async () => {
    const sent = saving()
    const { user } = showApp('/system/email')
    await user.selectOptions(await screen.findByLabelText('Kind of sign-in'), 'xoauth2')
    await user.type(screen.getByLabelText('Token address'), 'http://login.example.org')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(screen.getByText('An address that begins with https://')).toBeVisible()
    await write(user, 'Token address', 'https://login.example.org/token')
    await user.type(screen.getByLabelText('Client secret'), 'hush')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(sent.at(-1)?.body).toEqual({
        auth: 'xoauth2',
        oauth: { token_url: 'https://login.example.org/token', client_secret: 'hush' },
      }),
    )
  })

  it('show a field’s own refusal by the server at the field', async () => {
    server.use(
      http.patch(url('/settings/email'), () =>
        problem(422, 'invalid', {
          errors: [{ pointer: '/server', code: 'private', message: 'This server is within the house.' }],
        }),
      ),
    )
    const { user } = showApp('/system/email')
    await write(user, 'Server', 'localhost')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('This server is within the house.')).toBeVisible()
    await user.type(screen.getByRole('textbox', { name: 'Server' }), '2')
    expect(screen.queryByText('This server is within the house.')).not.toBeInTheDocument()
  })

  it('let two administrators choose line by line', async () => {
    const sent = saving(emailSettings({ server: 'theirs.example.org', version: 5 }))
    const { user } = showApp('/system/email')
    await write(user, 'Server', 'mine.example.org')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('theirs.example.org')).toBeVisible()
    await user.click(within(dialog).getByRole('button', { name: 'Save my choice' }))
    await waitFor(() => expect(sent.at(-1)).toEqual({ match: '"5"', body: { server: 'mine.example.org' } }))
  })

  it('are tried, and the server’s own words are shown with the seconds', async () => {
    server.use(
      http.post(url('/settings/email/test'), async ({ request }) => {
        expect(await request.json()).toEqual({ to: 'admin@demo.example' })
        return HttpResponse.json({ ok: false, words: '535 5.7.8 Authentication failed', seconds: 1.2 })
      }),
    )
    const { user } = showApp('/system/email')
    await user.click(await screen.findByRole('button', { name: 'Send a test e-mail' }))
    expect(await screen.findByText('535 5.7.8 Authentication failed')).toBeVisible()
    expect(screen.getByText('Not taken.')).toBeVisible()
    expect(screen.getByText(/after 1\.2 s/)).toBeVisible()
  })

  it('say why no mail goes out', async () => {
    server.use(http.get(url('/settings/email'), () => HttpResponse.json(emailSettings({ server: '' }))))
    showApp('/system/email')
    expect(await screen.findByText(/No mail server is set/)).toBeVisible()
  })

  it('ask before what is not saved is left', async () => {
    const { user, router } = showApp('/system/email')
    await write(user, 'Server', 'mail.example.net')
    await user.click(screen.getByRole('link', { name: 'Mail templates' }))
    const dialog = await screen.findByRole('dialog', { name: 'Leave without saving?' })
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    expect(router.state.location.pathname).toBe('/system/email')
    expect(screen.getByRole('textbox', { name: 'Server' })).toHaveValue('mail.example.net')
    await user.click(screen.getByRole('link', { name: 'Mail templates' }))
    await user.click(await screen.findByRole('button', { name: 'Leave' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/system/email/templates'))
  })
})
