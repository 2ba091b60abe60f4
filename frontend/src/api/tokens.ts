// The pair of tokens: access in memory, refresh in localStorage; one refresh at a time over all tabs.
import type { Schema } from '@modern-management/api-client'
import { apiOrigin } from '../config/runtime'
import { line } from './line'
import { ProblemError, unreachable } from './problem'

const STORED = 'mm.refresh_token'
const LOCK = 'mm.refresh'

interface Access {
  token: string
  /** Milliseconds of `Date.now()`, a little before the token ends. */
  until: number
}

type Pair = Pick<Schema<'Session'>, 'access_token' | 'refresh_token' | 'expires_in'>
type Listener = () => void

let access: Access | null = null
let refreshing: Promise<string | null> | null = null
const listeners = new Set<Listener>()
const renewals = new Set<(token: string) => void>()
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('mm.session')

const isAccess = (value: unknown): value is Access =>
  typeof value === 'object' && value !== null && 'token' in value && 'until' in value

channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isAccess(data)) renew(data)
  else end()
})

const renew = (next: Access) => {
  access = next
  renewals.forEach((listener) => listener(next.token))
}

const end = () => {
  access = null
  localStorage.removeItem(STORED)
  listeners.forEach((listener) => listener())
}

const fresh = () => (access && access.until > Date.now() ? access.token : null)

export const hasSession = () => localStorage.getItem(STORED) !== null

/** Called when the session ended: signed out here or in another tab, or refused by the server. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Called with every new access token, whichever tab asked for it. */
export function onRenewal(listener: (token: string) => void): () => void {
  renewals.add(listener)
  return () => renewals.delete(listener)
}

/** When the access token has to be renewed, in milliseconds; 0 where there is none. */
export const accessUntil = () => access?.until ?? 0

export function keepTokens({ access_token, refresh_token, expires_in }: Pair) {
  const next = { token: access_token, until: Date.now() + (expires_in - 20) * 1000 }
  localStorage.setItem(STORED, refresh_token)
  renew(next)
  channel?.postMessage(next)
}

export function dropTokens() {
  end()
  channel?.postMessage(null)
}

const isPair = (value: unknown): value is Pair =>
  typeof value === 'object' && value !== null && 'access_token' in value && 'refresh_token' in value

/** Asks for a new pair. Null: the session is over. Throws when no answer came, so that nobody is signed out by a bad line. */
async function exchange(): Promise<string | null> {
  const refresh = localStorage.getItem(STORED)
  if (!refresh) return null
  const answer = await fetch(`${apiOrigin}/token/refresh`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${refresh}` },
  }).catch(() => {
    line.lost()
    throw unreachable()
  })
  line.answered()
  if (answer.status === 401 || answer.status === 403) {
    dropTokens()
    return null
  }
  const body: unknown = await answer.json().catch(() => null)
  if (!answer.ok || !isPair(body)) throw new ProblemError(answer.status, body, answer.headers)
  keepTokens(body)
  return body.access_token
}

/** Another tab may have refreshed while this one waited for the lock; then its token is used. */
const exchangeInTurn = (refused: string | null): Promise<string | null> => {
  const turn = () => {
    const now = fresh()
    return now && now !== refused ? Promise.resolve(now) : exchange()
  }
  return 'locks' in navigator ? navigator.locks.request(LOCK, turn) : turn()
}

/** A new access token instead of `refused`; however many ask at once, one request is sent. */
export function refreshToken(refused: string | null): Promise<string | null> {
  refreshing ??= exchangeInTurn(refused).finally(() => {
    refreshing = null
  })
  return refreshing
}

/** The access token to send, refreshed first when it has run out; null when nobody is signed in. */
export const accessToken = (): Promise<string | null> | string | null =>
  fresh() ?? (hasSession() ? refreshToken(null) : null)
