// What the server was told of this browser's pushes, kept on the device until they end here.
const KEPT = 'mm.push'

export interface Registered {
  userId: number
  /** As which the server knows this browser. */
  deviceId: number
  name: string
  endpoint: string
}

const isRegistered = (read: unknown): read is Registered =>
  typeof read === 'object' && read !== null && 'userId' in read && 'deviceId' in read && 'endpoint' in read

export const registered = {
  read: (): Registered | null => {
    try {
      const read: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null')
      return isRegistered(read) ? read : null
    } catch {
      return null
    }
  },
  keep: (now: Registered) => localStorage.setItem(KEPT, JSON.stringify(now)),
  forget: () => localStorage.removeItem(KEPT),
}
