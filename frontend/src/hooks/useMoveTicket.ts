// Moving a ticket to another status: told in a toast, taken back within a minute, refused with the legal moves.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../api/problem'
import { keys } from '../api/keys'
import {
  moveTicket,
  undoMove,
  type Ticket,
  type TicketPatch,
  type TicketRow,
  type TicketStatus,
} from '../api/tickets'
import { useSession } from '../context/SessionContext'
import { useToast } from '../context/ToastContext'
import { useProblemText } from './useProblemText'

export type Move = Pick<TicketPatch, 'reason' | 'on_hold_until' | 'assignee_id'> & { status: TicketStatus }

/** Puts a ticket as the server answered it where it is shown, and has the lists read again. */
export function useKeepTicket() {
  const client = useQueryClient()
  return (ticket: Ticket) => {
    client.setQueryData(keys.tickets.one(ticket.id), ticket)
    void client.invalidateQueries({ queryKey: keys.tickets.all })
  }
}

const UNDO_SECONDS = 12

export function useMoveTicket(ticket: Pick<TicketRow, 'id' | 'status' | 'room' | 'reporter'>) {
  const { t } = useTranslation(['tickets', 'common'])
  const keep = useKeepTicket()
  const toast = useToast()
  const { user } = useSession()
  const explain = useProblemText()

  const undoing = useMutation({
    mutationFn: () => undoMove(ticket.id),
    onSuccess: (back) => {
      keep(back)
      toast({ title: t('move.undone'), room: ticket.room })
    },
    onError: (error) => toast({ title: explain(error), room: ticket.room }),
  })
  const moving = useMutation({
    mutationFn: (move: Move) => moveTicket(ticket.id, move),
    onSuccess: (moved) => {
      keep(moved)
      toast({
        title: t('move.done', { status: t(`common:status.${moved.status}`) }),
        text: moved.reporter.id === user.id ? undefined : t('move.tellGuest'),
        room: ticket.room,
        onUndo: moved.undo_until ? undoing.mutate : undefined,
        seconds: UNDO_SECONDS,
      })
    },
  })
  const isRefused = isProblem(moving.error) && moving.error.status === 409
  return {
    move: moving.mutate,
    isMoving: moving.isPending,
    /** The status that could not be reached from the one it has. */
    refused: isRefused ? moving.variables?.status : undefined,
    error: moving.error,
    reset: moving.reset,
  }
}
