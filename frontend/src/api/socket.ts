// The socket: what the server says over it, what one says, and how it is opened. Signals carry no content.
import type { Socket } from 'socket.io-client'
import { apiOrigin } from '../config/runtime'
import { accessToken } from './tokens'

export interface Signal {
  type: 'ticket' | 'task' | 'notification'
  id: number
  /** Rises with every change of that ticket or task. */
  seq: number
}

export interface Present {
  id: number
  name: string
  state: 'looks' | 'writes'
}

export interface Presence {
  /** Of the ticket. */
  id: number
  users: Present[]
}

interface Heard {
  ticket: (signal: Signal) => void
  task: (signal: Signal) => void
  notification: (signal: Signal) => void
  presence: (presence: Presence) => void
  /** Signals may have been lost on the server's side. */
  resync: () => void
}

interface Said {
  look: (about: { ticket_id: number }) => void
  write: (about: { ticket_id: number; writing: boolean }) => void
  leave: (about: { ticket_id: number }) => void
  authenticate: (proof: { token: string }) => void
}

export type RealtimeSocket = Socket<Heard, Said>

const tokenOrNone = async () => {
  try {
    return await accessToken()
  } catch {
    return null // No answer: the server refuses, and it is tried again later.
  }
}

/** Not connected yet. The client library comes with the first socket, not with the sign-in page. */
export async function openSocket(): Promise<RealtimeSocket> {
  const { io } = await import('socket.io-client')
  return io(apiOrigin, {
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelay: 1000,
    reconnectionDelayMax: 30_000,
    randomizationFactor: 0.5,
    auth: (give) => void tokenOrNone().then((token) => give({ token })),
  })
}
