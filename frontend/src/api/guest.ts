// What someone without an account may do: the room behind a door's code, and the ticket behind a private link.
import { queryOptions } from '@tanstack/react-query'
import { openApi } from './client'
import { keys } from './keys'
import { unwrap } from './problem'

export const guestRoom = (token: string) =>
  queryOptions({
    queryKey: keys.guestRoom(token),
    queryFn: ({ signal }) =>
      unwrap(openApi.GET('/q/{room_token}', { params: { path: { room_token: token } }, signal })),
    staleTime: Infinity,
  })
