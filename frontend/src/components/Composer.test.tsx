import { cleanup, screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { show } from '../test/render'
import { server } from '../test/server'
import { comment } from '../test/server/data'
import { url } from '../test/server/handlers'
import { Composer } from './Composer'

const composer = <Composer ticketId={2} to="Amélie Okonkwo" mayWriteInternal />

/** Answers are lost as long as `isDown` says so; the keys that were sent are kept. */
function unreliable() {
  const line: { isDown: boolean; keys: (string | null)[]; bodies: unknown[] } = {
    isDown: true,
    keys: [],
    bodies: [],
  }
  server.use(
    http.post(url('/tickets/2/comments'), async ({ request }) => {
      line.keys.push(request.headers.get('Idempotency-Key'))
      line.bodies.push(await request.json())
      return line.isDown ? HttpResponse.error() : HttpResponse.json(comment(9), { status: 201 })
    }),
  )
  return line
}

describe('the composer', () => {
  it('keeps what was typed over a lost answer and sends the same key again', async () => {
    const line = unreliable()
    const { user } = show(composer)
    const field = screen.getByLabelText('Message to Amélie')
    await user.type(field, 'We are on our way')
    await user.click(screen.getByRole('button', { name: 'Send to Amélie' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('Waits for signal')
    expect(field).toHaveValue('We are on our way')
    line.isDown = false
    await user.click(screen.getByRole('button', { name: 'Send to Amélie' }))
    await waitFor(() => expect(field).toHaveValue(''))
    expect(line.keys[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(line.keys[1]).toBe(line.keys[0])
  })

  it('sends a new key for other words', async () => {
    const line = unreliable()
    const { user } = show(composer)
    await user.type(screen.getByLabelText('Message to Amélie'), 'Hello')
    await user.click(screen.getByRole('button', { name: 'Send to Amélie' }))
    await screen.findByRole('alert')
    await user.type(screen.getByLabelText('Message to Amélie'), '!')
    await user.click(screen.getByRole('button', { name: 'Send to Amélie' }))
    await waitFor(() => expect(line.keys).toHaveLength(2))
    expect(line.keys[1]).not.toBe(line.keys[0])
  })

  it('has the draft again after the page was left', async () => {
    const { user } = show(composer)
    await user.type(screen.getByLabelText('Message to Amélie'), 'Half a sentence')
    cleanup()
    show(composer)
    expect(screen.getByLabelText('Message to Amélie')).toHaveValue('Half a sentence')
  })

  it('says who never reads a staff note, on its button too', async () => {
    const line = unreliable()
    line.isDown = false
    const { user } = show(composer)
    await user.click(screen.getByRole('radio', { name: 'Staff only' }))
    expect(screen.getByText('Amélie never sees this, in no channel')).toBeVisible()
    await user.type(screen.getByLabelText('Staff-only note'), 'Order ten')
    await user.click(screen.getByRole('button', { name: 'Add staff note' }))
    await waitFor(() => expect(line.bodies).toEqual([{ body: 'Order ten', internal: true }]))
  })

  it('sends photos without words to all who read, and never as a staff note', async () => {
    const sent: (string | null)[] = []
    server.use(
      http.post(url('/tickets/2/attachments'), ({ request }) => {
        sent.push(request.headers.get('Idempotency-Key'))
        return HttpResponse.json({ items: [] }, { status: 201 })
      }),
    )
    const { user } = show(composer)
    const input = document.querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('no field for photos')
    await user.upload(input, new File(['tap'], 'tap.jpg', { type: 'image/jpeg' }))
    await user.click(screen.getByRole('radio', { name: 'Staff only' }))
    expect(screen.getByRole('button', { name: 'Add staff note' })).toBeDisabled()
    await user.click(screen.getByRole('radio', { name: 'Amélie reads it' }))
    await user.click(screen.getByRole('button', { name: 'Send to Amélie' }))
    await waitFor(() => expect(screen.queryByText('tap.jpg')).not.toBeInTheDocument())
    expect(sent).toHaveLength(1)
  })
})
