// Tells the server where this browser takes pushes: when they begin, and again when the browser changed the address.
import { addDevice, listDevices, removeDevice } from './devices'
import { isProblem } from './problem'
import { registered } from './pushRegistered'
import { subscription } from './pushSubscription'

function keysOf({ keys }: PushSubscriptionJSON) {
  const { p256dh, auth } = keys ?? {}
  return p256dh && auth ? { p256dh, auth } : null
}

export async function register(made: PushSubscription, userId: number, name: string): Promise<void> {
  const keys = keysOf(made.toJSON())
  if (!keys) return
  const { endpoint } = made
  const { id } = await addDevice({ kind: 'web_push', token: endpoint, keys, name })
  registered.keep({ userId, deviceId: id, name, endpoint })
}

async function renew(userId: number): Promise<void> {
  const known = registered.read()
  if (known?.userId !== userId) return
  const made = await subscription()
  if (!made) return
  if (made.endpoint !== known.endpoint) {
    await register(made, userId, known.name)
    await removeDevice(known.deviceId)
    return
  }
  // Taken away on another device: a later address is not told either.
  if (!(await listDevices()).some(({ id }) => id === known.deviceId)) registered.forget()
}

/** Once at the start of the app. What fails, for want of a signal, is done at the next. */
export async function renewPushes(userId: number): Promise<void> {
  try {
    await renew(userId)
  } catch (error) {
    if (!isProblem(error)) throw error
  }
}
