// The typed client that every page uses: adds the access token, refreshes it once, repeats the request once.
import { createApiClient } from '@modern-management/api-client'
import { apiOrigin } from '../config/runtime'
import { line } from './line'
import { unreachable } from './problem'
import { accessToken, refreshToken } from './tokens'

const send = async (request: Request, token: string | null) => {
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  try {
    const answer = await fetch(request)
    line.answered()
    return answer
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason
    line.lost()
    throw unreachable()
  }
}

/** One request as the person who is signed in. A token that was refused is replaced and the request repeated. */
export async function fetchAsUser(request: Request): Promise<Response> {
  const again = request.clone()
  const token = await accessToken()
  const answer = await send(request, token)
  if (answer.status !== 401 || !token) return answer
  const next = await refreshToken(token)
  return next ? send(again, next) : answer
}

export const api = createApiClient({ baseUrl: apiOrigin, fetch: fetchAsUser })

/** The same without a token: signing in, and what guests without an account do. */
export const openApi = createApiClient({ baseUrl: apiOrigin, fetch: (request) => send(request, null) })

/** `If-Match` for an edit of what was read; the server refuses with 412 when someone else changed it meanwhile. */
export const ifMatch = ({ version }: { version: number }) => ({ 'If-Match': `"${version}"` })

/** `Idempotency-Key` for a POST; the key is made once per intent and kept with the draft (`useDraft`). */
export const idempotent = (key: string) => ({ 'Idempotency-Key': key })
