// What was reported from a room with this device, so that whoever scans the door again finds the way back to it.
import { useLocalStorage } from '@mantine/hooks'

export interface Earlier {
  token: string
  title: string
  /** ISO 8601. */
  at: string
}

const MOST = 5
const nameOf = (roomToken: string) => `mm.reported.${roomToken}`

export function useEarlier(roomToken: string) {
  const [earlier, setEarlier] = useLocalStorage<Earlier[]>({
    key: nameOf(roomToken),
    defaultValue: [],
    getInitialValueInEffect: false,
  })
  return {
    earlier,
    remember: (token: string, title: string) =>
      setEarlier((known) => [{ token, title, at: new Date().toISOString() }, ...known].slice(0, MOST)),
  }
}
