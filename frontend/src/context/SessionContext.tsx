// Who is signed in, and what they may do.
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react'
import { keys } from '../api/keys'
import { sessionQuery, type SignedIn, type User } from '../api/session'
import { onSessionEnd } from '../api/tokens'
import type { Permission } from '../config/permissions'

export interface Session {
  user: User
  can: (permission: Permission) => boolean
  /** Someone who lives or stays in a room: sees the app cut down to their own requests. */
  isGuest: boolean
}

const SessionContext = createContext<Session | null>(null)

export const toSession = ({ user, permissions }: SignedIn): Session => {
  const held = new Set<string>(permissions)
  return { user, can: (permission) => held.has(permission), isGuest: user.role === 'guest' }
}

/** The session as a query: `data` is null when nobody is signed in. */
export const useSessionQuery = () => useQuery(sessionQuery)

/**
 * Nobody is signed in, and nothing that was read stays in memory. The session's own query stays and turns null:
 * who waits for its answer would wait for ever if it went.
 */
export function forgetSession(client: QueryClient) {
  client.setQueryData(keys.session, null)
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] })
  client.getMutationCache().clear()
}

/** When a session ends, in whatever tab. */
export function useForgetOnSessionEnd() {
  const client = useQueryClient()
  useEffect(() => onSessionEnd(() => forgetSession(client)), [client])
}

export function SessionProvider({ signedIn, children }: { signedIn: SignedIn; children: ReactNode }) {
  const session = useMemo(() => toSession(signedIn), [signedIn])
  return <SessionContext value={session}>{children}</SessionContext>
}

/** The person who is signed in; only within the signed-in part of the app. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession is for pages behind sign-in')
  return session
}

/** The reader's time zone, or undefined for the device's. */
export const useTimeZone = () => useContext(SessionContext)?.user.timezone ?? undefined
