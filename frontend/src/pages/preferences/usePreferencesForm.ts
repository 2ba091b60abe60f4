// The form: what was typed, how it differs from what is saved, and saving it safe against another tab's edit.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { patchPreferences, preferencesQuery, type Preferences } from '../../api/preferences'
import { useNow } from '../../hooks/useNow'
import { unsent, useVersionedEdit } from '../../hooks/useVersionedEdit'
import { changedFields, edited, toPatch, wrongOf, type Edited } from './edited'

interface Patch {
  fields: string[]
  after: Edited
}

export function usePreferencesForm(preferences: Preferences) {
  const client = useQueryClient()
  const now = useNow()
  const [was, setWas] = useState(preferences)
  const [typed, setTyped] = useState<Edited>({})
  const isEdited = changedFields(edited(was), typed).length > 0
  // What is saved elsewhere meanwhile must not slip under what is typed here: it becomes a choice when this is saved.
  const base = isEdited ? was : preferences
  const before = edited(base)
  const after = isEdited ? { ...before, ...typed } : before
  const changed = changedFields(before, after)
  const wrong = wrongOf(after, before, now)
  const edit = useVersionedEdit<Preferences, Patch>({
    save: (current, patch) => patchPreferences(current, toPatch(patch.after, patch.fields)),
    onSaved: (saved, sent) => {
      client.setQueryData(preferencesQuery.queryKey, saved)
      setWas(saved)
      setTyped((typed) => (sent ? unsent(typed, sent.after) : {}))
    },
  })
  return {
    after,
    changed,
    wrong,
    set: (fields: Edited) => {
      if (!isEdited) setWas(preferences)
      setTyped(isEdited ? { ...typed, ...fields } : fields)
    },
    discard: () => setTyped({}),
    save: () => edit.save(base, { fields: changed, after }),
    /** Both sides of a conflict, field by field. */
    conflict: edit.conflict && {
      theirs: edited(edit.conflict.current),
      mine: edit.conflict.mine,
    },
    resolve: (fields: string[] | null) => edit.resolve(fields && { fields, after }),
    dismiss: edit.dismiss,
    error: edit.error,
    isSaving: edit.isSaving,
  }
}

export type PreferencesForm = ReturnType<typeof usePreferencesForm>
