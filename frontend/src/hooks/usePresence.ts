// Who else looks at a ticket, who writes; and telling the others that one does. Nothing of it is kept.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Presence, Present } from '../api/socket'
import { useLiveSocket } from '../context/RealtimeContext'
import { useSession } from '../context/SessionContext'

const NOBODY: Present[] = []

/** The others on this ticket; tells them that one looks. Guests neither see it nor are seen. */
export function usePresence(ticketId: number): Present[] {
  const socket = useLiveSocket()
  const { user, isGuest } = useSession()
  const [presence, setPresence] = useState<Presence>({ id: ticketId, users: NOBODY })
  useEffect(() => {
    if (!socket || isGuest) return
    const hear = (told: Presence) => {
      if (told.id === ticketId) setPresence(told)
    }
    socket.on('presence', hear)
    socket.emit('look', { ticket_id: ticketId })
    return () => {
      socket.off('presence', hear)
      socket.emit('leave', { ticket_id: ticketId })
      setPresence({ id: ticketId, users: NOBODY })
    }
  }, [socket, ticketId, isGuest])
  return presence.id === ticketId ? presence.users.filter(({ id }) => id !== user.id) : NOBODY
}

/** Who stops typing for so long no longer writes. */
const PAUSE = 4000

/** `typed()` with every key; `stopped()` when it was sent or left. Guests, who may not tell, do nothing. */
export function useTellWriting(ticketId: number, mayTell: boolean) {
  const socket = useLiveSocket()
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stopped = useCallback(() => {
    if (pause.current === undefined) return
    clearTimeout(pause.current)
    pause.current = undefined
    socket?.emit('write', { ticket_id: ticketId, writing: false })
  }, [socket, ticketId])
  const typed = useCallback(() => {
    if (!socket || !mayTell) return
    if (pause.current === undefined) socket.emit('write', { ticket_id: ticketId, writing: true })
    clearTimeout(pause.current)
    pause.current = setTimeout(stopped, PAUSE)
  }, [socket, mayTell, ticketId, stopped])
  useEffect(() => stopped, [stopped])
  return { typed, stopped }
}
