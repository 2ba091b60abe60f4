// Sends a day's summary (again), and says to how many.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../../api/keys'
import { sendSummary } from '../../../api/summaries'
import { useToast } from '../../../context/ToastContext'

export function useSend(onDone: () => void) {
  const { t } = useTranslation('systemMail')
  const client = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: (day: string | undefined) => sendSummary(day, crypto.randomUUID()),
    onSuccess: async ({ recipients }) => {
      toast({ title: recipients ? t('summary.sentTo', { count: recipients }) : t('summary.nobody') })
      onDone()
      await client.invalidateQueries({ queryKey: keys.summaries.list })
    },
  })
}
