// Files on their way to a ticket, each by itself: one that fails holds up no other, and goes again by a press.
import { useState } from 'react'
import { uploadFiles } from '../api/attachments'
import { MOST_BYTES, shrinkPhoto } from './shrinkPhoto'

export interface Upload {
  /** The `Idempotency-Key`: the same for every retry of this file. */
  key: string
  file: File
  state: 'sending' | 'failed' | 'too_large'
  error?: unknown
}

interface Belongs {
  task_id?: number
}

interface Target {
  ticketId: number
  belongs: Belongs
}

/** `onSent` after each file that arrived. */
export function useUploads(onSent: () => void) {
  const [list, setList] = useState<(Upload & Target)[]>([])
  const change = (key: string, over: Partial<Upload>) =>
    setList((now) => now.map((one) => (one.key === key ? { ...one, ...over } : one)))
  const drop = (key: string) => setList((now) => now.filter((one) => one.key !== key))

  const sendOne = async ({ key, file, ticketId, belongs }: Upload & Target): Promise<boolean> => {
    try {
      await uploadFiles(ticketId, [await shrinkPhoto(file)], key, belongs)
      drop(key)
      onSent()
      return true
    } catch (error) {
      change(key, { state: 'failed', error })
      return false
    }
  }

  /** Whether all of them arrived. */
  const send = async (ticketId: number, files: File[], belongs: Belongs = {}): Promise<boolean> => {
    const added = files.map((file): Upload & Target => ({
      key: crypto.randomUUID(),
      file,
      state: file.size > MOST_BYTES && !file.type.startsWith('image/') ? 'too_large' : 'sending',
      ticketId,
      belongs,
    }))
    setList((now) => [...now, ...added])
    const sent = await Promise.all(added.filter(({ state }) => state === 'sending').map(sendOne))
    return sent.length === added.length && sent.every(Boolean)
  }

  const retry = (key: string) => {
    const one = list.find((upload) => upload.key === key)
    if (!one) return
    change(key, { state: 'sending', error: undefined })
    void sendOne(one)
  }

  return { list, send, retry, drop }
}

export type Uploads = ReturnType<typeof useUploads>
