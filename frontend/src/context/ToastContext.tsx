// One thing that was just done, with the chance to take it back.
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react'
import { Toast } from '../components/Toast'

export interface ToastMessage {
  /** The news, in a word or two: "Resolved." */
  title: string
  text?: string
  /** Where it happened; draws the plate. */
  room?: { name: string; floor: number | null } | null
  floors?: number[]
  /** Takes it back; also on the key Z. */
  onUndo?: () => void
  seconds?: number
}

type Show = (message: ToastMessage) => void

const ToastContext = createContext<Show | null>(null)

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<{ message: ToastMessage; id: number } | null>(null)
  const show = useCallback<Show>((message) => setShown((last) => ({ message, id: (last?.id ?? 0) + 1 })), [])
  const close = useCallback(() => setShown(null), [])
  const toast = useMemo(
    () => shown && <Toast key={shown.id} {...shown.message} onClose={close} />,
    [shown, close],
  )
  return (
    <ToastContext value={show}>
      {children}
      {toast}
    </ToastContext>
  )
}

export function useToast(): Show {
  const show = useContext(ToastContext)
  if (!show) throw new Error('useToast needs a ToastProvider')
  return show
}
