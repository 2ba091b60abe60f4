// When a dialog goes, the keyboard goes on where it was opened: at its button, or at the button of the menu it stood in.
import { useEffect, useState } from 'react'

function openedFrom(): HTMLElement | null {
  const here = document.activeElement
  const menu = here?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const opener = menu ? document.getElementById(menu) : here
  return opener instanceof HTMLElement ? opener : null
}

/** For what is mounted while it is open; nothing happens where the focus has found another place meanwhile. */
export function useFocusBack() {
  const [opener] = useState(openedFrom)
  useEffect(
    () => () => {
      const isLost = document.activeElement === document.body || document.activeElement === null
      if (isLost && opener?.isConnected) opener.focus()
    },
    [opener],
  )
}
