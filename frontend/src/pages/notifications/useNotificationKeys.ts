// The list by keyboard: arrows, J and K move, Enter opens, E marks read or unread.
import { useEffect, useEffectEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Told } from '../../api/notifications'
import { placeOf } from '../../components/NotificationRow'
import { isTyping } from '../../hooks/isTyping'

const steps: Partial<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

const isOnControl = (event: KeyboardEvent) =>
  event.target instanceof Element && event.target.closest('a, button') !== null

const reveal = (id: number) =>
  document.querySelector(`[data-told="${id}"]`)?.scrollIntoView({ block: 'nearest' })

/** The row that the keyboard is on. */
export function useNotificationKeys(items: Told[], mark: (told: Told, isRead: boolean) => void) {
  const navigate = useNavigate()
  const [here, setHere] = useState<number>()
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event)) return
    const at = items.findIndex(({ id }) => id === here)
    const told = items[at]
    const step = steps[event.key]
    if (step) {
      event.preventDefault()
      const next = items[Math.min(Math.max(at + step, 0), items.length - 1)]
      if (!next) return
      setHere(next.id)
      reveal(next.id)
    } else if (event.key === 'e' && told) mark(told, told.read_at === null)
    else if (event.key === 'Enter' && told && !isOnControl(event)) {
      mark(told, true)
      const to = placeOf(told)
      if (to) void navigate(to)
    }
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  return here
}
