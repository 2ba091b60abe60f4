// The connection of one person's open page: kept up as long as they are signed in, renewed before its token ends, tried
// again with growing pauses, and told to `line` when it is gone.
import type { QueryClient } from '@tanstack/react-query'
import { keys } from './keys'
import { line } from './line'
import { collectSignals } from './signals'
import { openSocket, type RealtimeSocket } from './socket'
import { accessToken, accessUntil, onRenewal } from './tokens'

const LONGEST_PAUSE = 30_000
/** A connection that is back by then was never gone. */
const GRACE = 3000

/** Milliseconds until the next try: doubled each time, with chance, so that not everybody comes back at once. */
export const pauseAfter = (tries: number) =>
  Math.min(LONGEST_PAUSE, 1000 * 2 ** tries) * (0.5 + Math.random())

/** A timer that is set anew each time. */
function alarm() {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => clearTimeout(timer)
  return {
    stop,
    set: (milliseconds: number, run: () => void) => {
      stop()
      timer = setTimeout(run, milliseconds)
    },
  }
}

/** `onChange` is given the socket while it is connected. Returns how to end it all. */
export function keepConnected(client: QueryClient, onChange: (live: RealtimeSocket | null) => void) {
  const signals = collectSignals(client)
  const retry = alarm()
  const renewal = alarm()
  const grace = alarm()
  let socket: RealtimeSocket | undefined
  let refusals = 0
  let lostAt = Infinity
  let isOver = false

  const renewInTime = () =>
    renewal.set(Math.max(1000, accessUntil() - Date.now() + 500), () => {
      // Without an answer the server ends the connection, and the next try asks again.
      void Promise.resolve(accessToken()).catch(() => null)
    })

  const judge = () => {
    if (socket && !socket.connected && line.answeredAt() < lostAt) line.lost()
  }

  const onConnect = (live: RealtimeSocket) => {
    refusals = 0
    lostAt = Infinity
    grace.stop()
    line.answered()
    // What happened between the reading of the page and now was told to nobody here.
    signals.resync()
    renewInTime()
    onChange(live)
  }
  const onLost = () => {
    lostAt = Math.min(lostAt, Date.now())
    onChange(null)
    grace.set(GRACE, judge)
  }
  /** The server does not want this session: is it over? Whoever is still signed in tries again. */
  const onRefused = () => {
    void client.invalidateQueries({ queryKey: keys.session })
    retry.set(pauseAfter(refusals++), () => socket?.connect())
  }

  const online = () => socket?.connect()
  const offline = () => {
    line.lost()
    socket?.disconnect()
  }
  addEventListener('online', online)
  addEventListener('offline', offline)
  const forget = onRenewal((token) => {
    socket?.emit('authenticate', { token })
    renewInTime()
  })

  void openSocket().then((opened) => {
    if (isOver) return
    socket = opened
    opened.on('connect', () => onConnect(opened))
    opened.on('disconnect', (reason) => {
      onLost()
      if (reason === 'io server disconnect') onRefused()
    })
    opened.on('connect_error', () => {
      lostAt = Math.min(lostAt, Date.now())
      if (opened.active) judge()
      else onRefused()
    })
    opened.on('ticket', signals.take)
    opened.on('task', signals.take)
    opened.on('notification', signals.take)
    opened.on('resync', signals.resync)
    opened.connect()
  })

  return () => {
    isOver = true
    removeEventListener('online', online)
    removeEventListener('offline', offline)
    forget()
    for (const { stop } of [retry, renewal, grace, signals]) stop()
    socket?.off()
    socket?.disconnect()
    onChange(null)
  }
}
