// An edit of what was read, safe against someone else's: a 412 becomes a choice, and what was typed stays.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { isProblem } from '../api/problem'

export interface Versioned {
  version: number
}

export interface Conflict<Resource, Patch> {
  /** What is there now, as the reader may see it. */
  current: Resource
  /** What was to be written. */
  mine: Patch
}

const isVersioned = (value: unknown): value is Versioned =>
  typeof value === 'object' && value !== null && 'version' in value

/** What was typed since `sent` was: it is still to be saved. */
export const unsent = <Value>(
  typed: Record<string, Value>,
  sent: Partial<Record<string, NoInfer<Value>>>,
): Record<string, Value> =>
  Object.fromEntries(Object.entries(typed).filter(([field, value]) => sent[field] !== value))

interface Options<Resource, Patch> {
  save: (resource: Resource, patch: Patch) => Promise<Resource>
  /** `sent` is what was written; nothing where one gave way to somebody else. */
  onSaved?: (resource: Resource, sent?: Patch) => void
}

/**
 * `save(resource, patch)` sends the patch with `If-Match`. When someone was faster, `conflict` holds both sides: show
 * a ConflictDialog, then `resolve(patch)` writes onto what is there now, or `resolve(null)` gives way.
 */
export function useVersionedEdit<Resource extends Versioned, Patch extends object>({
  save,
  onSaved,
}: Options<Resource, Patch>) {
  const isResource = (value: unknown): value is Resource => isVersioned(value)
  const [conflict, setConflict] = useState<Conflict<Resource, Patch> | null>(null)
  const mutation = useMutation({
    mutationFn: ({ resource, patch }: { resource: Resource; patch: Patch }) => save(resource, patch),
    onSuccess: (saved, { patch }) => {
      setConflict(null)
      onSaved?.(saved, patch)
    },
    onError: (error, { patch }) => {
      if (!isProblem(error) || error.status !== 412) return
      const { current } = error.body
      if (isResource(current)) setConflict({ current, mine: patch })
    },
  })
  const resolve = (patch: Patch | null) => {
    if (conflict && patch) mutation.mutate({ resource: conflict.current, patch })
    else if (conflict) onSaved?.(conflict.current)
    setConflict(null)
  }
  const isConflict = isProblem(mutation.error) && mutation.error.status === 412
  return {
    save: (resource: Resource, patch: Patch) => mutation.mutate({ resource, patch }),
    saveAsync: (resource: Resource, patch: Patch) => mutation.mutateAsync({ resource, patch }),
    resolve,
    /** Closes the choice and leaves everything as it was typed. */
    dismiss: () => setConflict(null),
    conflict,
    /** Any failure but a conflict, which has its own dialog. */
    error: isConflict ? null : mutation.error,
    isSaving: mutation.isPending,
    reset: mutation.reset,
  }
}
