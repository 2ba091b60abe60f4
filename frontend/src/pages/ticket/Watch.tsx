// Who is told of everything on a ticket, and whether one is.
import { Button } from '@mantine/core'
import { IconBell, IconBellOff } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keys } from '../../api/keys'
import { unwatch, watch, watcherList } from '../../api/watching'
import { LoadFailed } from '../../components/States'
import { useSession } from '../../context/SessionContext'
import { useProblemText } from '../../hooks/useProblemText'
import css from './Ticket.module.css'

export function Watch({ ticketId }: { ticketId: number }) {
  const { t, i18n } = useTranslation('ticket')
  const { user } = useSession()
  const client = useQueryClient()
  const explain = useProblemText()
  const { data, error, refetch } = useQuery(watcherList(ticketId))
  const changing = useMutation({
    mutationFn: (isOn: boolean) => (isOn ? watch(ticketId) : unwatch(ticketId)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tickets.watchers(ticketId) }),
  })
  if (!data)
    return (
      error && (
        <section>
          <LoadFailed title={t('watch.title')} error={error} onRetry={() => void refetch()} />
        </section>
      )
    )
  const others = data.items.filter(({ id }) => id !== user.id).map(({ name }) => name)
  const names = data.watching ? [t('watch.you'), ...others] : others
  return (
    <section>
      <h2>
        {t('watch.title')}
        <Button
          size="compact-sm"
          loading={changing.isPending}
          leftSection={
            data.watching ? <IconBellOff size={15} aria-hidden /> : <IconBell size={15} aria-hidden />
          }
          onClick={() => changing.mutate(!data.watching)}
        >
          {data.watching ? t('watch.stop') : t('watch.start')}
        </Button>
      </h2>
      <p className={css.quietLine}>
        {names.length ? new Intl.ListFormat(i18n.language).format(names) : t('watch.nobody')}
      </p>
      {changing.error && (
        <p role="alert" className={css.problem}>
          {explain(changing.error)}
        </p>
      )}
    </section>
  )
}
