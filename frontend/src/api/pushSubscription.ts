// This browser's subscription to pushes: what stands in its way, beginning it, ending it.
import { basePath } from '../config/runtime'
import { registered } from './pushRegistered'

export type Obstacle = 'unsupported' | 'insecure' | 'blocked'

/** Why this browser can't be told; null where nothing stands in the way. */
export function obstacle(): Obstacle | null {
  if (!window.isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window))
    return 'unsupported'
  return Notification.permission === 'denied' ? 'blocked' : null
}

const registration = () => navigator.serviceWorker.getRegistration(`${basePath}/`)

/** What the browser gave out; null where it is not subscribed, or may not tell any more. */
export async function subscription(): Promise<PushSubscription | null> {
  if (obstacle() ?? Notification.permission !== 'granted') return null
  return (await (await registration())?.pushManager.getSubscription()) ?? null
}

/** With another key than before, the old subscription has to go first. */
async function subscribeAnew(pushes: PushManager, options: PushSubscriptionOptionsInit) {
  await (await pushes.getSubscription())?.unsubscribe()
  return pushes.subscribe(options)
}

/** Why there is no subscription: the person said no, or no worker is there yet that pushes could wake. */
export type Refusal = 'denied' | 'notReady'

/** Asks the person, then the browser's push service. */
export async function subscribe(publicKey: string): Promise<PushSubscription | Refusal> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const pushes = (await registration())?.pushManager
  if (!pushes) return 'notReady'
  const options = { userVisibleOnly: true, applicationServerKey: publicKey }
  try {
    return await pushes.subscribe(options)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError')
      return subscribeAnew(pushes, options)
    throw error
  }
}

/** Nothing is told here any more; harmless where nothing was. */
export async function unsubscribe(): Promise<void> {
  registered.forget()
  if (!('serviceWorker' in navigator && 'PushManager' in window)) return
  await (await (await registration())?.pushManager.getSubscription())?.unsubscribe()
}

const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

const nameIn = (list: [RegExp, string][], agent: string) => list.find(([sign]) => sign.test(agent))?.[1]

/** What this browser is, as far as it says. */
export const whatThisIs = (agent = navigator.userAgent) => ({
  browser: nameIn(browsers, agent),
  system: nameIn(systems, agent),
})
