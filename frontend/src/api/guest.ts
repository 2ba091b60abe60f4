// What someone without an account may do: the room behind a door's code, and the ticket behind a private link.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { idempotent, openApi } from './client'
import { form } from './form'
import { keys } from './keys'
import { unwrap } from './problem'

export type GuestRoom = Schema<'GuestRoom'>
export type GuestReport = Schema<'GuestReport'>
export type FollowedTicket = Schema<'FollowedTicket'>
export type FollowMove = Schema<'FollowPatch'>

const EVERY = 15_000

export const guestRoom = (token: string) =>
  queryOptions({
    queryKey: keys.guestRoom(token),
    queryFn: ({ signal }) =>
      unwrap(openApi.GET('/q/{room_token}', { params: { path: { room_token: token } }, signal })),
    staleTime: Infinity,
  })

/** Read again every 15 seconds while the page is shown. */
export const followedTicket = (token: string) =>
  queryOptions({
    queryKey: keys.followed(token),
    queryFn: ({ signal }) =>
      unwrap(openApi.GET('/f/{follow_token}', { params: { path: { follow_token: token } }, signal })),
    refetchInterval: EVERY,
  })

/** The token at the end of a private link, `…/f/{token}`. */
export const tokenOf = (followUrl: string) => new URL(followUrl).pathname.split('/').at(-1) ?? ''

/** Reports from a room, with photos. `key` stays the same for every retry of the same report. */
export const reportFromRoom = (token: string, report: GuestReport, photos: File[], key: string) =>
  unwrap(
    openApi.POST('/q/{room_token}/tickets', {
      params: { path: { room_token: token } },
      headers: idempotent(key),
      body: report,
      bodySerializer: () => form(report, photos),
    }),
  )

export const sayMore = (token: string, body: string, key: string) =>
  unwrap(
    openApi.POST('/f/{follow_token}/comments', {
      params: { path: { follow_token: token } },
      headers: idempotent(key),
      body: { body },
    }),
  )

export const addPhotos = (token: string, photos: File[], key: string) =>
  unwrap(
    openApi.POST('/f/{follow_token}/attachments', {
      params: { path: { follow_token: token } },
      headers: idempotent(key),
      body: { file: [] },
      bodySerializer: () => form({}, photos),
    }),
  )

/** Confirms, reopens, cancels or rates; the server checks the move against the status that the ticket has by then. */
export const moveFollowed = (token: string, body: FollowMove) =>
  unwrap(openApi.PATCH('/f/{follow_token}', { params: { path: { follow_token: token } }, body }))

export const undoFollowed = (token: string) =>
  unwrap(openApi.POST('/f/{follow_token}/undo', { params: { path: { follow_token: token } } }))
