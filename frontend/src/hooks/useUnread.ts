// How much one was told and has not read; read once for all who show it.
import { useQuery } from '@tanstack/react-query'
import { notificationCounts } from '../api/notifications'
import { usePolling } from './usePolling'

/** Undefined until it is known. */
export const useUnread = () => useQuery({ ...notificationCounts, refetchInterval: usePolling() }).data?.unread
