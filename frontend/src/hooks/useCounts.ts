// How much one was told and has not read, and what is the newest; read once for all who show it.
import { useQuery } from '@tanstack/react-query'
import { notificationCounts } from '../api/notifications'
import { usePolling } from './usePolling'

/** Undefined until it is known. */
export const useCounts = () => useQuery({ ...notificationCounts, refetchInterval: usePolling() }).data
