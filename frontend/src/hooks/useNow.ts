// The time, told anew every half minute to all who show a distance to it.
import { useSyncExternalStore } from 'react'

const STEP = 30_000

let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

const tick = () => {
  now = Date.now()
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void) {
  if (!listeners.size) {
    now = Date.now()
    timer = setInterval(tick, STEP)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (!listeners.size) clearInterval(timer)
  }
}

/** Milliseconds since 1970, at most half a minute old while the page is shown. */
export const useNow = () => useSyncExternalStore(subscribe, () => now)
