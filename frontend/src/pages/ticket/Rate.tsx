// How it went, in the words of who reported it: one to five, and a sentence.
import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { patchTicket, type Ticket } from '../../api/tickets'
import { StarChoice } from '../../components/StarChoice'
import { useKeepTicket } from '../../hooks/useMoveTicket'
import { useProblemText } from '../../hooks/useProblemText'
import css from './Ticket.module.css'

const isOver = ({ status }: Ticket) => status === 'resolved' || status === 'closed'

export function Rate({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('ticket')
  const explain = useProblemText()
  const keep = useKeepTicket()
  const [rating, setRating] = useState(ticket.rating ?? 0)
  const [words, setWords] = useState(ticket.rating_comment ?? '')
  const saving = useMutation({
    mutationFn: () => patchTicket(ticket, { rating, rating_comment: words.trim() || null }),
    onSuccess: keep,
  })
  if (!isOver(ticket)) return null
  const label = ticket.rating ? t('rate.thanks') : t('rate.ask')
  const isSame = rating === ticket.rating && words.trim() === (ticket.rating_comment ?? '')
  return (
    <form
      className={css.rate}
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <p aria-hidden>{label}</p>
      <StarChoice
        label={label}
        value={rating}
        onChange={setRating}
        nameOf={(value) => t('rate.of', { value })}
      />
      {rating > 0 && (
        <Textarea
          autosize
          maxLength={2000}
          label={t('rate.words')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      {saving.error && (
        <p role="alert" className={css.problem}>
          {explain(saving.error)}
        </p>
      )}
      {rating > 0 && !isSame && (
        <Button type="submit" loading={saving.isPending}>
          {t('rate.send')}
        </Button>
      )}
    </form>
  )
}
