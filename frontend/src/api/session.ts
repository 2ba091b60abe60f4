// Signing in and out, registering, and who one is.
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, openApi } from './client'
import { keepSession, keptSession, restoreAnswers } from './kept'
import { keys } from './keys'
import { done, isProblem, unwrap } from './problem'
import { unsubscribe } from './pushSubscription'
import { dropTokens, hasSession, keepTokens } from './tokens'

export type User = Schema<'User'>
export type SignedIn = Pick<Schema<'Verified'>, 'user' | 'permissions'>

async function enter(answer: Promise<Schema<'Session'>>): Promise<void> {
  keepTokens(await answer)
}

export const signIn = (body: Schema<'Login'>) => enter(unwrap(openApi.POST('/login', { body })))

export const register = (body: Schema<'Register'>) => enter(unwrap(openApi.POST('/register', { body })))

export type Accepted = Schema<'InvitationAccept'>

/** Chooses the password of an account that one was invited to, and signs in. */
export const acceptInvitation = (token: string, body: Accepted) =>
  enter(unwrap(openApi.POST('/invitations/{token}', { params: { path: { token } }, body })))

/** Tells that one reads mail at the address that the link was sent to. */
export const verifyEmail = (token: string) =>
  done(openApi.POST('/email-verifications/{token}', { params: { path: { token } } }))

/** Ends the session on the server; here it ends in any case, and the next person gets no pushes of this one. */
export async function signOut(): Promise<void> {
  try {
    await unsubscribe().catch(() => undefined)
    await done(api.POST('/logout'))
  } catch (error) {
    if (!isProblem(error)) throw error
  } finally {
    dropTokens()
  }
}

/** Without an answer one goes on as the person that one was, with what one saw last. */
async function asBefore(client: QueryClient): Promise<SignedIn | undefined> {
  const kept = keptSession()
  if (!kept) return undefined
  await restoreAnswers(client, kept.user.id)
  return kept
}

async function whoAmI(client: QueryClient): Promise<SignedIn | null> {
  if (!hasSession()) return null
  try {
    const signedIn = await unwrap(api.GET('/verify-token'))
    keepSession(signedIn)
    return signedIn
  } catch (error) {
    if (isProblem(error) && error.status === 401) return null
    const kept = isProblem(error, 'unreachable') ? await asBefore(client) : undefined
    if (kept) return kept
    throw error
  }
}

/** Null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: ({ client }) => whoAmI(client),
  staleTime: 60_000,
  // Asked without signal too: the answer is then what is kept.
  networkMode: 'always',
})
