// Whether this browser is told, and beginning and ending it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceList, pushKey, removeDevice } from '../../api/devices'
import { keys } from '../../api/keys'
import { register } from '../../api/pushRegistration'
import {
  obstacle,
  subscribe,
  subscription,
  unsubscribe,
  whatThisIs,
  type Refusal,
} from '../../api/pushSubscription'
import { useSession } from '../../context/SessionContext'

export function usePush() {
  const { t } = useTranslation('preferences')
  const client = useQueryClient()
  const { user } = useSession()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const { data: key } = useQuery(pushKey)
  const list = useQuery(deviceList)
  const devices = list.data
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
      setRefusal(typeof made === 'string' ? made : null)
      if (typeof made !== 'string') await register(made, user.id, name())
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
    /** Why it was not begun, when it was asked for. */
    refusal,
    devices,
    /** Why the devices could not be read. */
    unread: devices ? null : list.error,
    readAgain: () => void list.refetch(),
    thisOne,
    start: () => key?.public_key && start.mutate(key.public_key),
    remove: remove.mutate,
    isBusy: start.isPending || remove.isPending,
    error: start.error ?? remove.error,
  }
}
