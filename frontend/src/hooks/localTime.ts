// Between the API's instants and what a `datetime-local` field holds, in the device's time zone.

const two = (value: number) => String(value).padStart(2, '0')

/** `2026-05-12T14:20` */
export function toLocal(iso: string): string {
  const at = new Date(iso)
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`
}

export const toIso = (local: string) => new Date(local).toISOString()
