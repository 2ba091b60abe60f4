// Rooms of a property: making, changing and archiving them, their codes, and bringing them in from a table.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, idempotent, ifMatch } from './client'
import { form } from './form'
import { keys } from './keys'
import { done, unwrap } from './problem'
import type { Room } from './properties'

export type RoomPatch = Schema<'RoomPatch'>
export type RoomStatus = Room['status']
export type RoomNew = Schema<'RoomNew'>
export type ImportResult = Schema<'ImportResult'>

const path = ({ id, property }: Pick<Room, 'id' | 'property'>) => ({
  property_id: property.id,
  room_id: id,
})

export const createRoom = (propertyId: number, body: RoomNew, key: string) =>
  unwrap(
    api.POST('/properties/{property_id}/rooms', {
      params: { path: { property_id: propertyId } },
      headers: idempotent(key),
      body,
    }),
  )

export const patchRoom = (room: Room, body: RoomPatch) =>
  unwrap(
    api.PATCH('/properties/{property_id}/rooms/{room_id}', {
      params: { path: path(room) },
      headers: ifMatch(room),
      body,
    }),
  )

export const archiveRoom = (room: Room) =>
  done(
    api.DELETE('/properties/{property_id}/rooms/{room_id}', {
      params: { path: path(room) },
      headers: ifMatch(room),
    }),
  )

const isCode = (answer: unknown): answer is Schema<'RoomCode'> =>
  typeof answer === 'object' && answer !== null && 'url' in answer && typeof answer.url === 'string'

/** The address that a room's code stands for. */
export const roomCode = (propertyId: number, roomId: number) =>
  queryOptions({
    queryKey: [...keys.properties.room(propertyId, roomId), 'code'],
    queryFn: async () => {
      const code = await unwrap(
        api.GET('/properties/{property_id}/rooms/{room_id}/qr', {
          params: { path: { property_id: propertyId, room_id: roomId }, query: { format: 'json' } },
        }),
      )
      if (!isCode(code)) throw new TypeError('The code has no address')
      return code
    },
    staleTime: Infinity,
  })

/** The code as a picture. */
export const roomCodePicture = (propertyId: number, roomId: number, format: 'svg' | 'png') =>
  queryOptions({
    queryKey: [...keys.properties.room(propertyId, roomId), 'code', format],
    queryFn: async (): Promise<Blob> => {
      const picture: unknown = await unwrap(
        api.GET('/properties/{property_id}/rooms/{room_id}/qr', {
          params: { path: { property_id: propertyId, room_id: roomId }, query: { format } },
          parseAs: 'blob',
        }),
      )
      if (!(picture instanceof Blob)) throw new TypeError('The code is no picture')
      return picture
    },
    staleTime: Infinity,
  })

/** Gives the room another code; what is printed no longer works. */
export const rotateCode = (room: Room, key: string) =>
  unwrap(
    api.POST('/properties/{property_id}/rooms/{room_id}/qr/rotate', {
      params: { path: path(room) },
      headers: idempotent(key),
    }),
  )

/** Brings in a table, all lines or none; a dry run only says what would be. */
export const importRooms = (propertyId: number, table: File, isDry: boolean, key: string) =>
  unwrap(
    api.POST('/properties/{property_id}/rooms/import', {
      params: { path: { property_id: propertyId }, query: { dry_run: isDry } },
      headers: idempotent(key),
      body: { dry_run: isDry, file: [] },
      bodySerializer: () => form({}, [table]),
    }),
  )
