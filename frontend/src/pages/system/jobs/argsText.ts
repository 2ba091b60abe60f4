// What a job is about, in one line: `ticket_id 42, ids 1 2 3`.

const MOST = 8

const valueText = (value: unknown): string => {
  if (!Array.isArray(value)) return String(value)
  const shown = value.slice(0, MOST).join(' ')
  return value.length > MOST ? `${shown} …` : shown
}

export const argsText = (args: Record<string, unknown>) =>
  Object.entries(args)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${valueText(value)}`)
    .join(', ')
