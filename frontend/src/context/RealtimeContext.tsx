// The socket of whoever is signed in, while it is connected: what they read follows by itself, and who else is there shows.
import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { keepConnected } from '../api/realtime'
import type { RealtimeSocket } from '../api/socket'

const RealtimeContext = createContext<RealtimeSocket | null>(null)

export function RealtimeProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [live, setLive] = useState<RealtimeSocket | null>(null)
  useEffect(() => keepConnected(client, setLive), [client])
  return <RealtimeContext value={live}>{children}</RealtimeContext>
}

/** The connected socket; null while there is none, and for who has no account. */
export const useLiveSocket = () => useContext(RealtimeContext)
