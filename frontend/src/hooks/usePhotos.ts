// Photos that are about to be sent: made smaller, shown, taken away again, and kept on the device until they are sent.
import { useEffect, useRef, useState } from 'react'
import { photoShelf } from './photoShelf'
import { MOST_BYTES, shrinkPhoto } from './shrinkPhoto'

/** `name` is the draft's; `onChange` is told of every change that the person makes. */
export function usePhotos(name: string, onChange: () => void) {
  const [photos, setPhotos] = useState<File[]>([])
  const [tooLarge, setTooLarge] = useState<string[]>([])
  const [isBusy, setBusy] = useState(false)
  const isTouched = useRef(false)

  useEffect(() => {
    let isHere = true
    void photoShelf.read(name).then((kept) => {
      if (isHere && kept.length && !isTouched.current) setPhotos(kept)
    })
    return () => {
      isHere = false
    }
  }, [name])

  useEffect(() => {
    if (isTouched.current) void photoShelf.keep(name, photos)
  }, [name, photos])

  const change = (next: (now: File[]) => File[]) => {
    isTouched.current = true
    setPhotos(next)
    onChange()
  }

  const add = async (chosen: File[]) => {
    setBusy(true)
    const ready = await Promise.all(chosen.map(shrinkPhoto))
    setBusy(false)
    setTooLarge(ready.filter(({ size }) => size > MOST_BYTES).map((file) => file.name))
    const fit = ready.filter(({ size }) => size <= MOST_BYTES)
    if (fit.length) change((now) => [...now, ...fit])
  }

  return {
    photos,
    add,
    remove: (photo: File) => change((now) => now.filter((one) => one !== photo)),
    /** After they were sent. */
    clear: () => {
      isTouched.current = true
      setPhotos([])
      // At once: the page may be left before the change is drawn.
      void photoShelf.keep(name, [])
    },
    /** Names of those that the server would refuse. */
    tooLarge,
    isBusy,
  }
}

export { useBlobUrl as usePreview } from './useBlobUrl'
