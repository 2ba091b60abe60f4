// Two short tones when something new is there, from one of the open pages; can be switched off on each device.
import { useLocalStorage } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import type { Counts } from '../api/notifications'

const TONES = [880, 1174]
const LENGTH = 0.12

function ring() {
  try {
    const audio = new AudioContext()
    TONES.forEach((frequency, index) => {
      const start = audio.currentTime + index * LENGTH
      const tone = audio.createOscillator()
      const volume = audio.createGain()
      tone.frequency.value = frequency
      volume.gain.setValueAtTime(0.08, start)
      volume.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH)
      tone.connect(volume).connect(audio.destination)
      tone.start(start)
      tone.stop(start + LENGTH)
    })
    setTimeout(() => void audio.close(), 1000)
  } catch {
    // No sound here: nobody has touched the page yet, or the device has none.
  }
}

export const useSoundChoice = () =>
  useLocalStorage({ key: 'mm.sound', defaultValue: true, getInitialValueInEffect: false })

/** Browsers let no page sound that nobody has touched; where one can't tell, it tries. */
const maySound = () => !('userActivation' in navigator) || navigator.userActivation.hasBeenActive

const RUNG = 'mm.rung'

/** Whether none of the open pages has rung for it; the others then won't. */
function isFirstToRing(newest: number): boolean {
  try {
    if (Number(localStorage.getItem(RUNG)) >= newest) return false
    localStorage.setItem(RUNG, String(newest))
  } catch {
    // Without storage each page rings for itself.
  }
  return true
}

/** Rings for what came since the first count; not for what is marked unread again. */
export function useSound(counts: Counts | undefined) {
  const [isOn] = useSoundChoice()
  const before = useRef<number>(undefined)
  const newest = counts && (counts.newest ?? 0)
  const isUnread = !!counts?.unread
  useEffect(() => {
    if (newest === undefined) return
    const isNew = before.current !== undefined && newest > before.current
    before.current = newest
    if (isOn && isNew && isUnread && maySound() && isFirstToRing(newest)) ring()
  }, [newest, isUnread, isOn])
}
