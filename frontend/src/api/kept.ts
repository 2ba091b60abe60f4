// What one saw last, kept on this device: who is signed in, and the lists and tickets that were read. Shown again when the
// app is opened without signal; gone with the session.
import { dehydrate, hydrate, type DehydratedState, type QueryClient } from '@tanstack/react-query'
import type { SignedIn } from './session'
import { onSessionEnd } from './tokens'

const SESSION = 'mm.session'
const SHELF = 'mm.answers'
const ANSWERS = '/kept-answers'
const PAUSE = 3000
const MOST = 60
const worthKeeping = ['tickets', 'tasks', 'properties', 'categories', 'notifications']

interface Kept {
  userId: number
  state: DehydratedState
}

const isSignedIn = (read: unknown): read is SignedIn =>
  typeof read === 'object' && read !== null && 'user' in read && 'permissions' in read

const isKept = (read: unknown): read is Kept =>
  typeof read === 'object' && read !== null && 'userId' in read && 'state' in read

/** Browsers keep no answers in private windows, and none over plain http. */
const hasShelf = () => 'caches' in globalThis

export function keepSession(signedIn: SignedIn) {
  try {
    localStorage.setItem(SESSION, JSON.stringify(signedIn))
  } catch {
    // A full storage: without signal the app then opens with its sign-in page.
  }
}

export function keptSession(): SignedIn | null {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(SESSION) ?? 'null')
    return isSignedIn(read) ? read : null
  } catch {
    return null // Unreadable: written by an older version.
  }
}

interface Answered {
  queryKey: readonly unknown[]
  state: { status: string }
}

const isWorthKeeping = ({ queryKey, state }: Answered) =>
  state.status === 'success' && worthKeeping.includes(String(queryKey[0]))

function newest(state: DehydratedState): DehydratedState {
  const queries = [...state.queries].sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  return { mutations: [], queries: queries.slice(0, MOST) }
}

async function save(client: QueryClient, userId: number) {
  const state = dehydrate(client, {
    shouldDehydrateQuery: isWorthKeeping,
    shouldDehydrateMutation: () => false,
  })
  const kept: Kept = { userId, state: newest(state) }
  try {
    await (await caches.open(SHELF)).put(ANSWERS, new Response(JSON.stringify(kept)))
  } catch {
    // No room: what was kept before stays.
  }
}

/** From now on, what is read is kept, a moment after it came. Returns how to stop. */
export function keepAnswers(client: QueryClient, userId: number): () => void {
  if (!hasShelf()) return () => undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || !isWorthKeeping(query)) return
    timer ??= setTimeout(() => {
      timer = undefined
      void save(client, userId)
    }, PAUSE)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

/** Puts what this person saw last where the pages read it; its age is shown with it. */
export async function restoreAnswers(client: QueryClient, userId: number) {
  if (!hasShelf()) return
  const read: unknown = await (await caches.match(ANSWERS))?.json()
  if (isKept(read) && read.userId === userId) hydrate(client, read.state)
}

onSessionEnd(() => {
  localStorage.removeItem(SESSION)
  if (hasShelf()) void caches.delete(SHELF)
})
