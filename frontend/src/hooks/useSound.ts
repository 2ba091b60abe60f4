// Two short tones when something new is there; can be switched off on each device.
import { useLocalStorage } from '@mantine/hooks'
import { useEffect, useRef } from 'react'

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

/** Rings when there is more unread than before; the first count is no news. */
export function useSound(unread: number | undefined) {
  const [isOn] = useSoundChoice()
  const before = useRef<number>(undefined)
  useEffect(() => {
    if (isOn && before.current !== undefined && unread !== undefined && unread > before.current) ring()
    before.current = unread
  }, [unread, isOn])
}
