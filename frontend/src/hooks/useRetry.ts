// What could not be sent for want of a connection is sent again by itself: when the line is back, and now and then.
import { useEffect, useEffectEvent } from 'react'
import { isProblem } from '../api/problem'

const PAUSE = 10_000

/** Whether it may go through as it is, later: no answer came, or none of the application's. */
export const isLost = (error: unknown) =>
  isProblem(error) && (error.status === 0 || (error.status >= 502 && error.status <= 504))

/** `error` is the failure of the last try. */
export function useRetry(error: unknown, again: () => void) {
  const retry = useEffectEvent(again)
  useEffect(() => {
    if (!isLost(error)) return
    const onRetry = () => retry()
    const timer = setTimeout(onRetry, PAUSE)
    addEventListener('online', onRetry)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', onRetry)
    }
  }, [error])
}
