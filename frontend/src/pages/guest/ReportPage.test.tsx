import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { followed, guestRoom } from '../../test/server/guests'
import { problem, url } from '../../test/server/handlers'

const FOLLOW = 'http://localhost/app/f/link-1'

beforeEach(() =>
  server.use(
    http.get(url('/q/door-304'), () => HttpResponse.json(guestRoom)),
    http.get(url('/f/link-1'), () => HttpResponse.json(followed())),
  ),
)

/** Refuses the first tries, then takes the report; remembers what came. */
function takesAt(tries: number, refusal: () => Response) {
  const came: { key: string | null; form: FormData }[] = []
  server.use(
    http.post(url('/q/door-304/tickets'), async ({ request }) => {
      came.push({ key: request.headers.get('Idempotency-Key'), form: await request.formData() })
      if (came.length < tries) return refusal()
      const ticket = { id: 1, number: 'BARH-1', status: 'open' }
      return HttpResponse.json({ ticket, follow_url: FOLLOW }, { status: 201 })
    }),
  )
  return came
}

const report = async () => {
  const app = showApp('/q/door-304', { isSignedIn: false })
  await app.user.type(await screen.findByLabelText('Say more, if you like'), 'The tap drips')
  await app.user.click(screen.getByRole('checkbox', { name: 'Plumbing' }))
  return app
}

describe('reporting from a door’s code', () => {
  it('shows where one stands and sends nothing empty', async () => {
    showApp('/q/door-304', { isSignedIn: false })
    expect(await screen.findByText('Barmbeker Hof')).toBeVisible()
    expect(screen.getByText('3rd floor')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled()
  })

  it('sends what was said and lands on its page', async () => {
    const came = takesAt(1, () => problem(500, 'server_error'))
    const { router, user } = await report()
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/f/link-1'))
    expect(came[0]?.form.get('title')).toBe('The tap drips')
    expect(came[0]?.form.get('category_id')).toBe('7')
    expect(came[0]?.form.has('email')).toBe(false)
  })

  it('keeps a report that did not go out, and sends the same one again when the line is back', async () => {
    const came = takesAt(2, () => HttpResponse.error())
    const { router, user } = await report()
    await user.click(screen.getByRole('button', { name: 'Send' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('Waits for signal')
    expect(screen.getByLabelText('Say more, if you like')).toHaveValue('The tap drips')
    window.dispatchEvent(new Event('online'))
    await waitFor(() => expect(router.state.location.pathname).toBe('/f/link-1'))
    expect(came).toHaveLength(2)
    expect(came[1]?.key).toBe(came[0]?.key)
  })

  it('keeps words and key when the page is left and opened again', async () => {
    const came = takesAt(3, () => problem(500, 'server_error'))
    const { user } = await report()
    await user.click(screen.getByRole('button', { name: 'Send' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('nothing is lost')
    document.body.replaceChildren()
    const again = showApp('/q/door-304', { isSignedIn: false })
    expect(await screen.findByLabelText('Say more, if you like')).toHaveValue('The tap drips')
    await again.user.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(came).toHaveLength(2))
    expect(came[1]?.key).toBe(came[0]?.key)
  })

  it('says so when the code is no longer valid', async () => {
    server.use(http.get(url('/q/door-304'), () => problem(404, 'not_found')))
    showApp('/q/door-304', { isSignedIn: false })
    expect(await screen.findByRole('heading', { name: 'This code is no longer valid' })).toBeVisible()
  })
})
