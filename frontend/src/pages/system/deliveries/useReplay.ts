// Sends dead deliveries again, and says how many it were.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { replayDeliveries, type Replayed } from '../../../api/deliveries'
import { keys } from '../../../api/keys'
import { useToast } from '../../../context/ToastContext'

export function useReplay(onDone?: () => void) {
  const { t } = useTranslation('systemLedger')
  const client = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: (which: Replayed) => replayDeliveries(which, crypto.randomUUID()),
    onSuccess: async ({ replayed }) => {
      toast({ title: t('replay.done', { count: replayed }) })
      onDone?.()
      await client.invalidateQueries({ queryKey: keys.deliveries.all })
    },
  })
}
