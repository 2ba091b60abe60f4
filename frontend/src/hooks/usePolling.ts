// How often what is shown is read again, in milliseconds: signals tell of changes at once, so the clock is only the
// safety net beneath them; without a socket it does their work.
import { useLiveSocket } from '../context/RealtimeContext'

const WITHOUT_SIGNALS = 15_000
const BESIDE_SIGNALS = 120_000

export const usePolling = () => (useLiveSocket() ? BESIDE_SIGNALS : WITHOUT_SIGNALS)
