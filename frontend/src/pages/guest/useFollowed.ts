// What the holder of a private link does to their ticket.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { moveFollowed, undoFollowed, type FollowedTicket, type FollowMove } from '../../api/guest'
import { keys } from '../../api/keys'

/** Puts the ticket as the server answered it where the page reads it. */
export function useKeepFollowed(token: string) {
  const client = useQueryClient()
  return (ticket: FollowedTicket) => client.setQueryData(keys.followed(token), ticket)
}

export function useFollowed(token: string) {
  const client = useQueryClient()
  const keep = useKeepFollowed(token)
  const onError = () => void client.invalidateQueries({ queryKey: keys.followed(token) })
  const moving = useMutation({
    mutationFn: (move: FollowMove) => moveFollowed(token, move),
    onSuccess: keep,
    onError,
  })
  const undoing = useMutation({ mutationFn: () => undoFollowed(token), onSuccess: keep, onError })
  return { moving, undoing }
}

export type Followed = ReturnType<typeof useFollowed>
