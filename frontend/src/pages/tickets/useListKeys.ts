// The list by keyboard: J and K move, X picks, Enter opens, / finds, Escape drops what is picked.
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'
import { isTyping } from '../../hooks/isTyping'

interface Options {
  ids: number[]
  here: number | undefined
  onHere: (id: number) => void
  onOpen: (id: number) => void
  onPick?: (id: number) => void
  onClear: () => void
  findRef: RefObject<HTMLInputElement | null>
}

const reveal = (id: number) =>
  document.querySelector(`[data-ticket="${id}"]`)?.scrollIntoView({ block: 'nearest' })

/** A link or a button that has the focus answers Enter by itself. */
const isOnControl = (event: KeyboardEvent) =>
  event.target instanceof Element && event.target.closest('a, button') !== null

export function useListKeys({ ids, here, onHere, onOpen, onPick, onClear, findRef }: Options) {
  // The address is changed a moment later than the key is pressed; who presses fast must not lose a step.
  const latest = useRef(here)
  useEffect(() => {
    latest.current = here
  }, [here])
  const step = (by: number) => {
    const at = latest.current === undefined ? -1 : ids.indexOf(latest.current)
    const next = ids[Math.min(Math.max(at + by, 0), ids.length - 1)]
    if (next === undefined) return
    latest.current = next
    onHere(next)
    reveal(next)
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event)) return
    if (event.key === 'j') step(1)
    else if (event.key === 'k') step(-1)
    else if (event.key === 'Escape') onClear()
    else if (event.key === 'x' && here !== undefined) onPick?.(here)
    else if (event.key === 'Enter' && here !== undefined && !isOnControl(event)) onOpen(here)
    else if (event.key === '/') {
      event.preventDefault()
      findRef.current?.focus()
    }
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
