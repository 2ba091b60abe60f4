import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { patchTicket, type Ticket, type TicketPatch } from '../api/tickets'
import { ConflictDialog } from '../components/ConflictDialog'
import { show } from '../test/render'
import { server } from '../test/server'
import { ticket } from '../test/server/data'
import { problem, url } from '../test/server/handlers'
import { useVersionedEdit } from './useVersionedEdit'

const read = ticket(2, { title: 'Tap drips', version: 3 })
const theirs = ticket(2, { title: 'Tap drips badly', version: 4 })

/** A form as pages have it: a title, edited over the version that was read. */
function TitleForm() {
  const [title, setTitle] = useState(read.title)
  const edit = useVersionedEdit<Ticket, TicketPatch>({ save: patchTicket })
  return (
    <>
      <input aria-label="Title" value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      <button onClick={() => edit.save(read, { title })}>Save</button>
      {edit.conflict && (
        <ConflictDialog
          name={read.number}
          lines={[{ field: 'title', name: 'Title', mine: title, theirs: edit.conflict.current.title }]}
          onSave={(mine) => edit.resolve(mine.length ? { title } : null)}
          onKeepTheirs={() => edit.resolve(null)}
          onClose={edit.dismiss}
        />
      )}
    </>
  )
}

/** Refuses every version but the fourth, and tells which were tried. */
function changedMeanwhile() {
  const tried: (string | null)[] = []
  server.use(
    http.patch(url('/tickets/:id'), ({ request }) => {
      const tag = request.headers.get('If-Match')
      tried.push(tag)
      if (tag !== '"4"') return problem(412, 'version_conflict', { current: theirs, differing: ['title'] })
      return HttpResponse.json({ ...theirs, version: 5 })
    }),
  )
  return tried
}

describe('an edit that someone else was faster with', () => {
  it('shows both sides and keeps what was typed', async () => {
    changedMeanwhile()
    const { user } = show(<TitleForm />)
    await user.type(screen.getByLabelText('Title'), ', all night')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('Tap drips badly')).toBeVisible()
    expect(screen.getByRole('radio', { name: 'Tap drips, all night' })).toBeChecked()
    await user.click(screen.getByRole('button', { name: 'Close' }))
    expect(screen.getByLabelText('Title')).toHaveValue('Tap drips, all night')
  })

  it('writes my choice onto what is there now', async () => {
    const tried = changedMeanwhile()
    const { user } = show(<TitleForm />)
    await user.type(screen.getByLabelText('Title'), ', all night')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await user.click(await screen.findByRole('button', { name: 'Save my choice' }))
    await expect.poll(() => tried).toEqual(['"3"', '"4"'])
  })
})
