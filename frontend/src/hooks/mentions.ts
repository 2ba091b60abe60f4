// Mentions: `@Name` while one writes, `@[Name](user:12)` as it is stored, and what stands between them.

export interface Mentioned {
  id: number
  name: string
}

const STORED = /@\[([^\]\n]+)\]\(user:(\d+)\)/g
/** Letters, marks, digits, and what stands within names. */
const WORD = String.raw`[\p{L}\p{M}\p{N}_.'’-]`
const ASKED = new RegExp(String.raw`(?<=^|[\s([{„“"'>])@(${WORD}*(?: ${WORD}*)?)$`, 'u')

export interface Asked {
  /** Where the `@` stands. */
  from: number
  q: string
}

/** What is being looked for at the caret: `@je` gives `je`; null where nobody is being mentioned, or behind a name that
 * was `chosen` already. */
export function askedAt(text: string, caret: number, chosen: Mentioned[] = []): Asked | null {
  const found = ASKED.exec(text.slice(0, caret))
  if (!found) return null
  const [, q = ''] = found
  return chosen.some(({ name }) => q.startsWith(`${name} `)) ? null : { from: found.index, q }
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether somebody is among those that are looked for: each word stands in the name, as the server finds people. */
export const fits = (name: string, q: string) =>
  folded(q)
    .split(' ')
    .every((word) => folded(name).includes(word))

/** The text with a name in the place of what was typed, and where the caret goes. */
export function withMention(text: string, { from, q }: Asked, name: string) {
  const before = `${text.slice(0, from)}@${name} `
  const after = text.slice(from + 1 + q.length).replace(/^ /, '')
  return { text: before + after, caret: before.length }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
const inMark = (name: string) => name.replace(/[[\]\n]/g, '')

/** As it is stored: who is still named in the text is mentioned, the longest names first. */
export function stored(text: string, people: Mentioned[]): string {
  const byName = new Map(people.map((person) => [person.name, person]))
  if (!byName.size) return text
  const names = [...byName.keys()].sort((a, b) => b.length - a.length).map(escaped)
  const named = new RegExp(`@(${names.join('|')})(?!${WORD})`, 'gu')
  return text.replace(named, (found: string, name: string) => {
    const person = byName.get(name)
    return person ? `@[${inMark(person.name)}](user:${person.id})` : found
  })
}

/** As one reads it without any mark-up. */
export const plain = (text: string) => text.replace(STORED, '@$1')

/** A mention as a link of Markdown, which the renderer shows as a mark. */
export const asLinks = (text: string) => text.replace(STORED, '[@$1](user:$2)')

export const isMention = (href: string | undefined) => href !== undefined && /^user:\d+$/.test(href)
