import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { guest, guestPermissions, manager, managerPermissions, room } from '../../test/server/data'
import { page, problem, signedInAs, url } from '../../test/server/handlers'

const inCharge = [...managerPermissions, 'room:status', 'room:edit', 'room:code', 'user:manage']
const code = { url: 'http://localhost/app/q/door-304', token: 'door-304' }

beforeEach(() =>
  server.use(
    signedInAs(manager, inCharge),
    http.get(url('/properties/:id/rooms/:room/qr'), ({ request }) =>
      new URL(request.url).searchParams.get('format') === 'json'
        ? HttpResponse.json(code)
        : new HttpResponse('<svg xmlns="http://www.w3.org/2000/svg"/>', {
            headers: { 'Content-Type': 'image/svg+xml' },
          }),
    ),
  ),
)

const floor = (name: string) => screen.findByRole('region', { name })

async function openImport() {
  const app = showApp('/rooms')
  await floor('3rd floor')
  await app.user.click(screen.getByRole('button', { name: 'More' }))
  await app.user.click(await screen.findByRole('menuitem', { name: 'Import rooms…' }))
  return app
}

const table = (text: string) => new File([text], 'rooms.csv', { type: 'text/csv' })

describe('rooms', () => {
  it('stand on their floors, with status and open tickets', async () => {
    showApp('/rooms')
    const third = await floor('3rd floor')
    const door = within(third).getByRole('button', { name: /304/ })
    expect(door).toHaveAccessibleName(/Occupied/)
    expect(door).toHaveAccessibleName(/open/)
  })

  it('get another status with one press, which can be taken back', async () => {
    const sent: unknown[] = []
    server.use(
      http.patch(url('/properties/1/rooms/101'), async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(room(101, { status: 'cleaning', version: 2 }))
      }),
    )
    const { user } = showApp('/rooms/1/101')
    await user.click(await screen.findByRole('radio', { name: 'Cleaning' }))
    expect(await screen.findByText('Now: Cleaning.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: /Undo/ }))
    await waitFor(() => expect(sent).toEqual([{ status: 'cleaning' }, { status: 'occupied' }]))
  })

  it('say what stands in the way of archiving one', async () => {
    server.use(
      http.delete(url('/properties/1/rooms/101'), () =>
        problem(409, 'has_tickets', { detail: '304 has 2 active tickets.' }),
      ),
    )
    const { user } = showApp('/rooms/1/101')
    await user.click(await screen.findByRole('button', { name: 'Archive' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Archive' }))
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('304 has 2 active tickets.')
  })

  it('are a guest’s own room only, for a guest', async () => {
    const [stay] = guest.properties
    if (!stay) throw new Error('The guest of the tests stays somewhere')
    const own = { ...guest, properties: [{ ...stay, room: { id: 101, name: '304' } }] }
    server.use(
      signedInAs(own, guestPermissions),
      http.get(url('/properties/:id/rooms'), () => page([room(101)])),
    )
    showApp('/rooms')
    expect(await screen.findByRole('heading', { name: 'My room' })).toBeVisible()
    expect(await screen.findByText('304')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Add a room' })).not.toBeInTheDocument()
  })
})

describe('importing rooms', () => {
  it('shows each bad line as it was written with why, and takes nothing', async () => {
    const asked: (string | null)[] = []
    server.use(
      http.post(url('/properties/1/rooms/import'), ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('dry_run'))
        const message = 'A floor is a whole number from -20 to 300; 0 is the ground floor.'
        return HttpResponse.json({
          created: 0,
          rows: 1,
          errors: [{ line: 3, column: 'floor', message, code: 'invalid' }],
        })
      }),
    )
    const { user } = await openImport()
    const file = table('name;floor\n701;7\n702;seven\n')
    await user.upload(await screen.findByLabelText('Choose a CSV or XLSX file'), file)
    expect(await screen.findByText('702;seven')).toBeVisible()
    expect(screen.getByText(/whole number from -20/)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Import/ })).not.toBeInTheDocument()
    expect(asked).toEqual(['true'])
  })

  it('is done only after it was tried', async () => {
    const asked: (string | null)[] = []
    server.use(
      http.post(url('/properties/1/rooms/import'), ({ request }) => {
        const isDry = new URL(request.url).searchParams.get('dry_run')
        asked.push(isDry)
        return HttpResponse.json({ created: isDry === 'true' ? 0 : 2, rows: 2, errors: [] })
      }),
    )
    const { user } = await openImport()
    const file = table('name;floor\n701;7\n702;7\n')
    await user.upload(await screen.findByLabelText('Choose a CSV or XLSX file'), file)
    await user.click(await screen.findByRole('button', { name: 'Import 2 rooms' }))
    expect(await screen.findByText('2 rooms imported.')).toBeVisible()
    expect(asked).toEqual(['true', 'false'])
  })
})
