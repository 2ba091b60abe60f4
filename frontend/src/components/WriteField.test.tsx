import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { show } from '../test/render'
import { server } from '../test/server'
import { url } from '../test/server/handlers'
import { Composer } from './Composer'

const people = [
  { id: 5, name: 'Ada', role: 'staff' },
  { id: 3, name: 'Jonas Krüger', role: 'staff' },
]

beforeEach(() =>
  server.use(
    http.get(url('/tickets/2/mentionable'), ({ request }) => {
      const q = new URL(request.url).searchParams.get('q')?.trim().toLowerCase() ?? ''
      return HttpResponse.json({ items: people.filter(({ name }) => name.toLowerCase().includes(q)) })
    }),
  ),
)

const open = () => {
  const { user } = show(<Composer ticketId={2} to="Amélie Okonkwo" mayWriteInternal={false} />)
  return { user, field: screen.getByLabelText('Message to Amélie') }
}

describe('mentioning somebody', () => {
  it('takes the one whose name is typed, however fast', async () => {
    const { user, field } = open()
    await user.type(field, '@')
    expect(await screen.findByRole('option', { name: /Ada/ })).toHaveAttribute('aria-selected', 'true')
    await user.type(field, 'jona')
    await user.keyboard('{Tab}')
    await waitFor(() => expect(field).toHaveValue('@Jonas Krüger '))
  })

  it('by a single name is over once they are chosen: the keys are the text’s again', async () => {
    const { user, field } = open()
    await user.type(field, '@ad')
    await screen.findByRole('option', { name: /Ada/ })
    await user.keyboard('{Enter}')
    await waitFor(() => expect(field).toHaveValue('@Ada '))
    await user.click(field)
    await user.keyboard('{Enter}please')
    expect(field).toHaveValue('@Ada \nplease')
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument()
  })
})
