// Whether answers come at all: every request and the socket tell it, the bar at the top shows it.

export interface Line {
  isUp: boolean
  /** Milliseconds: of the last answer before the line went down, of the first one after it came back. */
  since: number
}

let state: Line = { isUp: true, since: Date.now() }
let answeredAt = Date.now()
const listeners = new Set<() => void>()

const become = (isUp: boolean) => {
  if (state.isUp === isUp) return
  state = { isUp, since: answeredAt }
  listeners.forEach((listener) => listener())
}

export const line = {
  /** An answer came, whatever it said. */
  answered: () => {
    answeredAt = Date.now()
    become(true)
  },
  /** No answer came. */
  lost: () => become(false),
  answeredAt: () => answeredAt,
  state: () => state,
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
}
