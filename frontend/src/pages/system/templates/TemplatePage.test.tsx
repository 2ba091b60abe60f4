import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { MailText } from '../../../api/mailTemplates'
import { showApp } from '../../../test/render'
import { server } from '../../../test/server'
import { problem } from '../../../test/server/handlers'
import { mailTemplate, systemHandlers } from '../../../test/server/system'
import { url } from '../../../test/server/urls'

const PREVIEW = url('/settings/email/templates/:key/preview')
const ONE = url('/settings/email/templates/:key')

/** Renders as the server does: the title for its variable; an open `{%` is an error on its line. */
const preview = http.post<never, MailText>(PREVIEW, async ({ request }) => {
  const { subject, html, text } = await request.json()
  const wrong = html.split('\n').findIndex((line) => line.includes('{%'))
  if (wrong >= 0)
    return problem(422, 'template', {
      errors: [{ pointer: '/html', code: 'template', message: `Line ${wrong + 1}: unexpected end` }],
    })
  const render = (part: string) => part.replaceAll('{{ title }}', 'Tap drips')
  return HttpResponse.json({ subject: render(subject), html: render(html), text: render(text) })
})

beforeEach(() => server.use(...systemHandlers, preview))

const ADDRESS = '/system/email/templates/ticket_assigned'
const frame = () => screen.findByTitle<HTMLIFrameElement>(/^Mail:/)

describe('the editor of a mail template', () => {
  it('shows the mail as one types, in a frame that may do nothing', async () => {
    const { user } = showApp(ADDRESS)
    expect((await frame()).srcdoc).toContain('Tap drips')
    expect((await frame()).getAttribute('sandbox')).toBe('')
    await user.type(screen.getByLabelText('HTML'), 'As soon as you can.')
    await waitFor(async () => expect((await frame()).srcdoc).toContain('As soon as you can.'))
  })

  it('says what is wrong on which line, and keeps the last good mail', async () => {
    const { user } = showApp(ADDRESS)
    await frame()
    await user.type(screen.getByLabelText('HTML'), '\n{{%')
    const act = await screen.findByRole('button', { name: 'HTML, line 4' })
    expect(screen.getByText('unexpected end')).toBeVisible()
    expect((await frame()).srcdoc).toContain('Tap drips')
    await user.click(act)
    expect(screen.getByLabelText('HTML')).toHaveFocus()
  })

  it('writes a variable where the caret stands', async () => {
    const { user } = showApp(ADDRESS)
    const subject = await screen.findByLabelText('Subject')
    await user.clear(subject)
    await user.type(subject, 'Yours: ')
    await user.click(screen.getByRole('button', { name: 'Insert title' }))
    expect(subject).toHaveValue('Yours: {{ title }}')
    expect(subject).toHaveFocus()
  })

  it('saves all three parts with the version that was read', async () => {
    const sent: unknown[] = []
    server.use(
      http.put(ONE, async ({ request }) => {
        sent.push([request.headers.get('If-Match'), await request.json()])
        return HttpResponse.json(mailTemplate({ subject: 'Yours', customised: true, version: 2 }))
      }),
    )
    const { user } = showApp(ADDRESS)
    const subject = await screen.findByLabelText('Subject')
    await user.clear(subject)
    await user.type(subject, 'Yours')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const { html, text } = mailTemplate()
    await waitFor(() => expect(sent).toEqual([['"1"', { subject: 'Yours', html, text }]]))
    expect(await screen.findByText('Everything is saved.')).toBeVisible()
  })

  it('goes back to the product’s own only after a question', async () => {
    let current = mailTemplate({ subject: 'Mine', customised: true, version: 3 })
    server.use(
      http.get(ONE, () => HttpResponse.json(current)),
      http.delete(ONE, () => {
        current = mailTemplate({ version: 4 })
        return new HttpResponse(null, { status: 204 })
      }),
    )
    const { user } = showApp(ADDRESS)
    expect(await screen.findByLabelText('Subject')).toHaveValue('Mine')
    await user.click(screen.getByRole('button', { name: /^Back to the product/ }))
    const dialog = await screen.findByRole('dialog')
    expect(screen.getByLabelText('Subject')).toHaveValue('Mine')
    await user.click(within(dialog).getByRole('button', { name: 'Give it up' }))
    await waitFor(() => expect(screen.getByLabelText('Subject')).toHaveValue('{{ number }} is yours'))
  })
})
