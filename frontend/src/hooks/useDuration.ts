// A stretch of time in words: minutes below an hour, then hours and minutes, then days.
import { useTranslation } from 'react-i18next'

const MINUTE = 60_000

/** The parts that are shown of a stretch of `milliseconds`, rounded down to minutes. */
export function durationParts(milliseconds: number) {
  const all = Math.floor(Math.abs(milliseconds) / MINUTE)
  return { days: Math.floor(all / 1440), hours: Math.floor((all % 1440) / 60), minutes: all % 60 }
}

export function useDuration(): (milliseconds: number) => string {
  const { t } = useTranslation()
  return (milliseconds) => {
    const { days, hours, minutes } = durationParts(milliseconds)
    if (days) return t('duration.days', { days })
    if (!hours) return t('duration.minutes', { minutes })
    return minutes
      ? t('duration.hoursMinutes', { hours, minutes: String(minutes).padStart(2, '0') })
      : t('duration.hours', { hours })
  }
}
