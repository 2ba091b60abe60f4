// Files of a ticket: sent as multipart, which the typed client has no shape for.
import { apiOrigin } from '../config/runtime'
import { fetchAsUser, idempotent } from './client'
import { ProblemError } from './problem'

interface Belongs {
  comment_id?: number
  task_id?: number
}

/** Sends files to a ticket. `key` as for every POST: the same for every retry of the same files. */
export async function uploadFiles(
  ticketId: number,
  files: File[],
  key: string,
  belongs: Belongs = {},
): Promise<void> {
  const body = new FormData()
  for (const file of files) body.append('file', file)
  for (const [name, id] of Object.entries(belongs)) body.append(name, String(id))
  const url = `${apiOrigin}/tickets/${ticketId}/attachments`
  const answer = await fetchAsUser(new Request(url, { method: 'POST', body, headers: idempotent(key) }))
  if (!answer.ok) throw new ProblemError(answer.status, await answer.json().catch(() => null), answer.headers)
}
