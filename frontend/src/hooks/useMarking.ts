// Marking notifications read and unread: shown at once, taken back when the server refuses.
import { useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { keys } from '../api/keys'
import { markAllUpTo, markNotification, notificationCounts, type Told } from '../api/notifications'
import type { Page } from '../api/paging'

type Pages = InfiniteData<Page<Told>>

const marked = (data: Pages | undefined, isMeant: (told: Told) => boolean, at: string | null) =>
  data && {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      items: page.items.map((told) => (isMeant(told) ? { ...told, read_at: at } : told)),
    })),
  }

export function useMarking() {
  const client = useQueryClient()
  const show = async (isMeant: (told: Told) => boolean, isRead: boolean, unread: (now: number) => number) => {
    await client.cancelQueries({ queryKey: keys.notifications.all })
    const at = isRead ? new Date().toISOString() : null
    client.setQueriesData<Pages>({ queryKey: keys.notifications.lists }, (data) => marked(data, isMeant, at))
    client.setQueryData(
      notificationCounts.queryKey,
      (now) => now && { ...now, unread: Math.max(0, unread(now.unread)) },
    )
  }
  const onSettled = () => client.invalidateQueries({ queryKey: keys.notifications.all })
  const one = useMutation({
    mutationFn: ({ told, isRead }: { told: Told; isRead: boolean }) => markNotification(told.id, isRead),
    onMutate: ({ told, isRead }) =>
      show(
        ({ id }) => id === told.id,
        isRead,
        (now) => now + (isRead ? -1 : 1),
      ),
    onSettled,
  })
  const all = useMutation({
    mutationFn: markAllUpTo,
    onMutate: (upTo: number) =>
      show(
        ({ id, read_at }) => id <= upTo && read_at === null,
        true,
        () => 0,
      ),
    onSettled,
  })
  return {
    /** Nothing happens where it is so already. */
    mark: (told: Told, isRead: boolean) => {
      if ((told.read_at !== null) !== isRead) one.mutate({ told, isRead })
    },
    markAllUpTo: all.mutate,
    isMarkingAll: all.isPending,
    error: one.error ?? all.error,
  }
}
