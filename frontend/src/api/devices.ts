// The browsers and phones that take one's pushes.
import type { Schema } from '@modern-management/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from './client'
import { keys } from './keys'
import { done, unwrap } from './problem'

export type Device = Schema<'Device'>
export type DeviceNew = Schema<'DeviceNew'>

export const listDevices = async (signal?: AbortSignal): Promise<Device[]> =>
  (await unwrap(api.GET('/devices', { signal }))).items

export const deviceList = queryOptions({
  queryKey: keys.devices,
  queryFn: ({ signal }) => listDevices(signal),
})

/** The server's public key; null where web push is off. */
export const pushKey = queryOptions({
  queryKey: keys.pushKey,
  queryFn: ({ signal }) => unwrap(api.GET('/push/key', { signal })),
})

export const addDevice = (body: DeviceNew) => unwrap(api.POST('/devices', { body }))

export const removeDevice = (id: number) =>
  done(api.DELETE('/devices/{device_id}', { params: { path: { device_id: id } } }))
