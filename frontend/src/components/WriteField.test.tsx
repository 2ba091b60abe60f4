import { screen, waitFor } from '@testing-library/react'
import { delay, http, HttpResponse } from 'msw'
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

/** The server takes its time over these searches; says which it was asked for. */
function slow(isSlow: (asked: URLSearchParams) => boolean) {
  const searches: string[] = []
  server.use(
    http.get(url('/tickets/2/mentionable'), async ({ request }) => {
      const asked = new URL(request.url).searchParams
      searches.push(asked.toString())
      if (isSlow(asked)) await delay('infinite')
      return HttpResponse.json({ items: people })
    }),
  )
  return searches
}

const open = (mayWriteInternal = false) => {
  const { user } = show(<Composer ticketId={2} to="Amélie Okonkwo" mayWriteInternal={mayWriteInternal} />)
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

  it('goes on offering who fits while the server looks for what is typed: Enter takes them', async () => {
    const searches = slow((asked) => asked.get('q') === 'jona')
    const { user, field } = open()
    await user.type(field, '@')
    await screen.findByRole('option', { name: /Ada/ })
    await user.type(field, 'jona')
    await waitFor(() => expect(searches).toContain('q=jona&internal=false'))
    expect(screen.getByRole('option')).toHaveTextContent('Jonas Krüger')
    await user.keyboard('{Enter}')
    expect(field).toHaveValue('@Jonas Krüger ')
  })

  it('stays with whom the arrows chose, though others are found meanwhile', async () => {
    const person = (id: number, name: string) => ({ id, name, role: 'staff' })
    const known = [person(1, 'Jonas Alt'), person(2, 'Jonas Berg')]
    let answer: (() => void) | undefined
    const answered = new Promise<void>((resolve) => (answer = resolve))
    server.use(
      http.get(url('/tickets/2/mentionable'), async ({ request }) => {
        if (!new URL(request.url).searchParams.get('q')) return HttpResponse.json({ items: known })
        await answered
        return HttpResponse.json({ items: [person(3, 'Jon Adler'), ...known] })
      }),
    )
    const { user, field } = open()
    await user.type(field, '@')
    await screen.findByRole('option', { name: /Alt/ })
    await user.type(field, 'jon{ArrowDown}')
    expect(screen.getByRole('option', { selected: true })).toHaveTextContent('Jonas Berg')
    answer?.()
    await screen.findByRole('option', { name: /Adler/ })
    await user.keyboard('{Enter}')
    expect(field).toHaveValue('@Jonas Berg ')
  })

  it('in a staff note offers nobody who was found for what all may read', async () => {
    const searches = slow((asked) => asked.get('internal') === 'true')
    const { user, field } = open(true)
    await user.type(field, '@')
    await screen.findByRole('option', { name: /Ada/ })
    await user.click(screen.getByRole('radio', { name: 'Staff only' }))
    await user.type(screen.getByLabelText('Staff-only note'), 'a')
    await waitFor(() => expect(searches).toContain('q=a&internal=true'))
    expect(screen.queryByRole('option')).not.toBeInTheDocument()
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
