// One change to many tickets; what was refused is named, with why.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@modern-management/api-client'
import { keys } from '../../api/keys'
import { patchTickets, type TicketPatch, type TicketRow } from '../../api/tickets'
import { useToast } from '../../context/ToastContext'
import { useProblemText } from '../../hooks/useProblemText'

type Result = Schema<'BulkResults'>['results'][number]

const isDone = ({ status }: Result) => status < 400

export function useBulk(tickets: TicketRow[], onDone: () => void) {
  const { t } = useTranslation('tickets')
  const client = useQueryClient()
  const toast = useToast()
  const explain = useProblemText()
  const numberOf = (id: number) => tickets.find((ticket) => ticket.id === id)?.number ?? String(id)

  const tell = (results: Result[]) => {
    const refused = results.filter((result) => !isDone(result))
    const done = results.length - refused.length
    if (!refused.length) {
      toast({ title: t('bulk.allDone', { count: done }) })
      return
    }
    const numbers = refused.map(({ id }) => numberOf(id)).join(', ')
    const reason = refused[0]?.problem
    toast({
      title: t('bulk.partly', { done, all: results.length, numbers }),
      text: reason?.detail,
      seconds: 14,
    })
  }

  const { mutate, isPending } = useMutation({
    mutationFn: ({ patch, key }: { patch: TicketPatch; key: string }) =>
      patchTickets(
        tickets.map(({ id }) => id),
        patch,
        key,
      ),
    onSuccess: ({ results }) => {
      tell(results)
      onDone()
    },
    onError: (error) => toast({ title: explain(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tickets.all }),
  })
  return {
    change: (patch: TicketPatch) => mutate({ patch, key: crypto.randomUUID() }),
    isChanging: isPending,
  }
}
