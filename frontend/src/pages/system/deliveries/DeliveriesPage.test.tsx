import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { showApp } from '../../../test/render'
import { server } from '../../../test/server'
import { manager, managerPermissions } from '../../../test/server/data'
import { signedInAs } from '../../../test/server/handlers'
import { delivery, systemHandlers } from '../../../test/server/system'
import { page, url } from '../../../test/server/urls'

beforeEach(() => server.use(...systemHandlers))

/** What is asked to be sent again. */
function replays() {
  const sent: unknown[] = []
  server.use(
    http.post(url('/deliveries/replay'), async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ replayed: 2 })
    }),
  )
  return sent
}

describe('the ledger of deliveries', () => {
  it('is asked for what the address says, and says it as chips', async () => {
    const queries: URLSearchParams[] = []
    server.use(
      http.get(url('/deliveries'), ({ request }) => {
        queries.push(new URL(request.url).searchParams)
        return page([delivery(7)])
      }),
    )
    const { user, router } = showApp('/system/deliveries?state=dead&channel=email')
    expect(await screen.findByRole('link', { name: 'Jonas Krüger' })).toBeVisible()
    expect(queries[0]?.get('state')).toBe('dead')
    expect(queries[0]?.get('channel')).toBe('email')
    await user.click(screen.getByRole('button', { name: 'Remove filter Channel' }))
    await waitFor(() => expect(queries.at(-1)?.get('channel')).toBeNull())
    expect(router.state.location.search).toBe('?state=dead')
  })

  it.each(['from=0002-05-12', 'to=9999-12-31', 'to=2026-13-31', 'from=today'])(
    'is shown whatever days the address says: %s',
    async (days) => {
      const asked: URLSearchParams[] = []
      server.use(
        http.get(url('/deliveries'), ({ request }) => {
          asked.push(new URL(request.url).searchParams)
          return page([delivery(7)])
        }),
      )
      showApp(`/system/deliveries?${days}`)
      expect(await screen.findByRole('link', { name: 'Jonas Krüger' })).toBeVisible()
      expect([asked[0]?.get('from'), asked[0]?.get('to')]).toEqual([null, null])
    },
  )

  it('opens a row with every try and the other side’s own words', async () => {
    const { user, router } = showApp('/system/deliveries')
    await user.click(await screen.findByRole('link', { name: 'Jonas Krüger' }))
    const panel = await screen.findByRole('complementary', { name: 'Jonas Krüger' })
    expect(await within(panel).findByText(/550 5\.1\.1/)).toBeVisible()
    expect(within(panel).getByText('j***@example.com')).toBeVisible()
    await user.click(within(panel).getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(router.state.location.search).toBe(''))
  })

  it('sends one again', async () => {
    const sent = replays()
    const { user } = showApp('/system/deliveries?open=7')
    await user.click(await screen.findByRole('button', { name: 'Send again' }))
    await waitFor(() => expect(sent).toEqual([{ ids: [7] }]))
  })

  it('sends those again that are picked; only dead ones can be', async () => {
    const sent = replays()
    const { user } = showApp('/system/deliveries')
    await user.click(await screen.findByLabelText('Pick the delivery to Jonas Krüger'))
    expect(screen.queryByLabelText('Pick the delivery to Ada Osei')).not.toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Send 1 again' }))
    await waitFor(() => expect(sent).toEqual([{ ids: [7] }]))
  })

  it('says how many are dead before it sends all of them again', async () => {
    const sent = replays()
    const { user } = showApp('/system/deliveries')
    await user.click(await screen.findByRole('button', { name: 'Send all 2 dead again…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Send 2 dead deliveries again?' })
    expect(sent).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Send 2 again' }))
    await waitFor(() => expect(sent).toEqual([{ state: 'dead' }]))
    expect(await screen.findByText('2 are tried again.')).toBeVisible()
  })

  it('is not for those who don’t run the installation', async () => {
    server.use(signedInAs(manager, managerPermissions))
    showApp('/system/deliveries')
    expect(await screen.findByRole('heading', { name: /those who run the installation/ })).toBeVisible()
    expect(screen.queryByText('System Console')).not.toBeInTheDocument()
  })
})

describe('the queue of jobs', () => {
  it('shows the errors of a job that failed, and runs it again', async () => {
    let retried = 0
    server.use(
      http.post(url('/jobs/5/retry'), () => {
        retried += 1
        return HttpResponse.json({ ...delivery(5) })
      }),
    )
    const { user } = showApp('/system/jobs')
    await user.click(await screen.findByRole('link', { name: 'reactions.react' }))
    const panel = await screen.findByRole('complementary', { name: 'reactions.react' })
    expect(within(panel).getByText(/the index did not answer/)).toBeVisible()
    await user.click(within(panel).getByRole('button', { name: 'Run it again' }))
    expect(await screen.findByText('It runs again.')).toBeVisible()
    expect(retried).toBe(1)
  })
})
