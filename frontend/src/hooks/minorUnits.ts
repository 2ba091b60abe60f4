// Money as people type it, in the API's minor units.

const digitsOf = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** `18,40` and `18.40` are 1840 cents; nothing is 0; null for what is no amount of that currency. */
export function minorUnits(typed: string, currency: string): number | null {
  const text = typed.trim().replace(',', '.')
  if (!text) return 0
  const digits = digitsOf(currency)
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text)
  if (!match || (match[2]?.length ?? 0) > digits) return null
  return Number(`${match[1] ?? ''}${(match[2] ?? '').padEnd(digits, '0')}`)
}
