// The socket of the tests: connects when a test says so, and keeps what was said over it.
type Listener = (...said: never[]) => void

class FakeSocket {
  connected = false
  active = true
  readonly said: { event: string; about: unknown }[] = []
  private readonly listeners = new Map<string, Set<Listener>>()

  on(event: string, listener: Listener) {
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener))
    return this
  }
  off(event?: string, listener?: Listener) {
    if (event === undefined) this.listeners.clear()
    else if (listener) this.listeners.get(event)?.delete(listener)
    return this
  }
  emit(event: string, about: unknown) {
    this.said.push({ event, about })
    return this
  }
  connect() {
    return this
  }
  disconnect() {
    this.connected = false
    return this
  }
  /** As if the server said it. */
  hear(event: string, ...said: unknown[]) {
    if (event === 'connect') this.connected = true
    if (event === 'disconnect') this.connected = false
    this.listeners.get(event)?.forEach((listener) => {
      Reflect.apply(listener, undefined, said)
    })
  }
}

let newest = new FakeSocket()

/** The socket that the app opened last. */
export const socket = () => newest

export const openSocket = () => Promise.resolve((newest = new FakeSocket()))
