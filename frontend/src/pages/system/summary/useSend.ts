// Sends a day's summary (again), and says to how many; and when that was done last.
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../../api/keys'
import { sendSummary } from '../../../api/summaries'
import { useToast } from '../../../context/ToastContext'

export function useSend(onDone: () => void) {
  const { t } = useTranslation('systemMail')
  const client = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationKey: keys.summaries.sending,
    mutationFn: (day: string | undefined) => sendSummary(day, crypto.randomUUID()),
    onSuccess: async ({ recipients }) => {
      toast({ title: recipients ? t('summary.sentTo', { count: recipients }) : t('summary.nobody') })
      onDone()
      await client.invalidateQueries({ queryKey: keys.summaries.list })
    },
  })
}

/** In milliseconds; 0 where nothing was sent of late. */
export function useSentAt(): number {
  const times = useMutationState({
    filters: { mutationKey: keys.summaries.sending, status: 'success' },
    select: ({ state }) => state.submittedAt,
  })
  return Math.max(0, ...times)
}
