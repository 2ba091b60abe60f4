// G then a letter goes to a place: T tickets, M my day, R rooms, P people, N notifications.
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../config/paths'
import { isTyping } from './isTyping'

const letters: Record<string, string> = {
  t: paths.tickets,
  m: paths.tasks,
  r: paths.rooms,
  p: paths.people,
  n: paths.notifications,
}
const PATIENCE = 1200

/** `there` are the places that this person has. */
export function useGoKeys(there: string[]) {
  const navigate = useNavigate()
  const pressedAt = useRef(0)
  const known = there.join(' ')
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event)) return
      const key = event.key.toLowerCase()
      const to = letters[key]
      if (to && event.timeStamp - pressedAt.current < PATIENCE && known.split(' ').includes(to))
        void navigate(to)
      pressedAt.current = key === 'g' ? event.timeStamp : -PATIENCE
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [navigate, known])
}
