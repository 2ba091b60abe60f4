// Whether this browser is told, and beginning and ending it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDevice, deviceList, pushKey, removeDevice } from '../../api/devices'
import { keys } from '../../api/keys'
import { obstacle, subscribe, subscription, unsubscribe, whatThisIs } from '../../api/pushSubscription'

function keysOf({ keys }: PushSubscriptionJSON) {
  const { p256dh, auth } = keys ?? {}
  return p256dh && auth ? { p256dh, auth } : null
}

export function usePush() {
  const { t } = useTranslation('preferences')
  const client = useQueryClient()
  const [isDenied, setDenied] = useState(false)
  const { data: key } = useQuery(pushKey)
  const { data: devices } = useQuery(deviceList)
  const { data: own } = useQuery({
    queryKey: keys.subscription,
    queryFn: async () => (await subscription())?.endpoint ?? null,
    networkMode: 'always',
  })
  const read = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.devices }),
      client.invalidateQueries({ queryKey: keys.subscription }),
      client.invalidateQueries({ queryKey: keys.preferences }),
    ])
  const name = () => {
    const { browser, system } = whatThisIs()
    return t('push.name', { browser: browser ?? t('push.browser'), system: system ?? t('push.system') })
  }
  const start = useMutation({
    mutationFn: async (publicKey: string) => {
      const made = await subscribe(publicKey)
      const secrets = made && keysOf(made.toJSON())
      setDenied(!made)
      if (made && secrets)
        await addDevice({ kind: 'web_push', token: made.endpoint, keys: secrets, name: name() })
    },
    onSettled: read,
  })
  const remove = useMutation({
    mutationFn: async ({ id, isThis }: { id: number; isThis: boolean }) => {
      if (isThis) await unsubscribe()
      await removeDevice(id)
    },
    onSettled: read,
  })
  const thisOne = own ? devices?.find(({ is_this, kind }) => is_this && kind === 'web_push') : undefined
  const state: 'off' | 'on' | 'idle' | NonNullable<ReturnType<typeof obstacle>> =
    key?.public_key === null ? 'off' : (obstacle() ?? (thisOne ? 'on' : 'idle'))
  return {
    state,
    isDenied,
    devices,
    thisOne,
    start: () => key?.public_key && start.mutate(key.public_key),
    remove: remove.mutate,
    isBusy: start.isPending || remove.isPending,
    error: start.error ?? remove.error,
  }
}
