// A task is begun, finished, paused, given back, cancelled; whatever shows it is read again.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keys } from '../api/keys'
import { completeTask, declineTask, patchTask, startTask, type Spent, type Task } from '../api/tasks'
import { useToast } from '../context/ToastContext'

type Act =
  | { act: 'start' | 'pause' | 'cancel' }
  | { act: 'complete'; spent: Spent }
  | { act: 'decline'; reason: string }

/** The same key for every retry of the same act; other words are another act. */
function useKeyOf() {
  const [keysOf] = useState(() => new Map<string, string>())
  return (act: Act) => {
    const name = JSON.stringify(act)
    const key = keysOf.get(name) ?? crypto.randomUUID()
    keysOf.set(name, key)
    return { key, forget: () => keysOf.delete(name) }
  }
}

async function run(task: Task, act: Act, key: string): Promise<Task | null> {
  switch (act.act) {
    case 'start':
      return startTask(task.id, key)
    case 'complete':
      return completeTask(task.id, act.spent, key)
    case 'pause':
      return patchTask(task, { status: 'pending' })
    case 'cancel':
      return patchTask(task, { status: 'cancelled' })
    case 'decline':
      await declineTask(task.id, act.reason, key)
      return null
  }
}

export function useTaskMoves(task: Task, onDone?: (act: Act['act']) => void) {
  const { t } = useTranslation('tasks')
  const client = useQueryClient()
  const toast = useToast()
  const keyOf = useKeyOf()
  const moving = useMutation({
    mutationFn: (act: Act) => run(task, act, keyOf(act).key),
    onSuccess: async (moved, act) => {
      keyOf(act).forget()
      if (moved) client.setQueryData(keys.tasks.one(task.id), moved)
      toast({ title: t(`done.${act.act}`), text: task.title, room: task.room })
      onDone?.(act.act)
      await client.invalidateQueries({ queryKey: keys.tasks.all, refetchType: moved ? 'active' : 'none' })
      void client.invalidateQueries({ queryKey: keys.tickets.all })
    },
  })
  const may = task.allowed_statuses
  return {
    /** Begin, or take up again. */
    mayStart: task.status !== 'in_progress' && may.includes('in_progress'),
    mayComplete: task.status !== 'completed' && may.includes('completed'),
    mayPause: task.status === 'in_progress' && may.includes('pending'),
    start: () => moving.mutate({ act: 'start' }),
    pause: () => moving.mutate({ act: 'pause' }),
    cancel: () => moving.mutate({ act: 'cancel' }),
    complete: (spent: Spent) => moving.mutate({ act: 'complete', spent }),
    decline: (reason: string) => moving.mutate({ act: 'decline', reason }),
    isBusy: moving.isPending,
    error: moving.error,
  }
}
