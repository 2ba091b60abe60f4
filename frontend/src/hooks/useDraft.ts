// What someone types is kept on the device until it was sent, with the key that makes sending it twice harmless.
import { useCallback, useEffect, useState } from 'react'

export interface Draft<Value> {
  value: Value
  /** `Idempotency-Key` of exactly this value: the same for every retry, also after a reload; new when it is edited. */
  key: string
  /** When it was last written, ISO 8601; undefined while untouched. */
  at?: string
}

const nameOf = (name: string) => `mm.draft.${name}`

function isDraft<Value>(read: unknown): read is Draft<Value> {
  return typeof read === 'object' && read !== null && 'value' in read && 'key' in read
}

function load<Value>(name: string, empty: Value): Draft<Value> {
  const fresh = { value: empty, key: crypto.randomUUID() }
  try {
    const read: unknown = JSON.parse(localStorage.getItem(nameOf(name)) ?? 'null')
    return isDraft<Value>(read) ? read : fresh
  } catch {
    return fresh // Unreadable: written by an older version.
  }
}

function save<Value>(name: string, draft: Draft<Value>) {
  try {
    localStorage.setItem(nameOf(name), JSON.stringify(draft))
  } catch {
    // A full or forbidden storage must not stop anyone from typing.
  }
}

/** Forgets every draft on this device: at sign-out, since the next person may be someone else. */
export function forgetDrafts() {
  for (const name of Object.keys(localStorage))
    if (name.startsWith('mm.draft.')) localStorage.removeItem(name)
}

/**
 * A draft kept under `name` (for example `comment.42`). `clear()` after the server has answered; until then a retry
 * sends the same key, so that a lost answer never makes two. Give the component a `key` when `name` changes.
 */
export function useDraft<Value>(name: string, empty: Value) {
  const [start] = useState(empty)
  const [draft, setDraft] = useState(() => load(name, empty))

  useEffect(() => {
    if (draft.at) save(name, draft)
  }, [name, draft])

  const setValue = useCallback((value: Value) => {
    setDraft({ value, key: crypto.randomUUID(), at: new Date().toISOString() })
  }, [])

  /** What is sent along with it (photos) changed: the value stays, the key is new. */
  const touch = useCallback(() => {
    setDraft(({ value }) => ({ value, key: crypto.randomUUID(), at: new Date().toISOString() }))
  }, [])

  const clear = useCallback(() => {
    localStorage.removeItem(nameOf(name))
    setDraft({ value: start, key: crypto.randomUUID() })
  }, [name, start])

  return { ...draft, setValue, touch, clear }
}
