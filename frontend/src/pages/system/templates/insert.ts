// Writing a variable into a text where the caret stands.

const EACH = '[]'

/** A variable as templates write it; the part of a list, `rows[].label`, within a loop over the list. */
export function written(name: string, depth = 1): string {
  const at = name.indexOf(EACH)
  if (at < 0) return `{{ ${name} }}`
  const one = depth > 1 ? `item${depth}` : 'item'
  const inner = written(one + name.slice(at + EACH.length), depth + 1)
  return `{% for ${one} in ${name.slice(0, at)} %}${inner}{% endfor %}`
}

export interface Inserted {
  text: string
  /** Where the caret stands afterwards. */
  caret: number
}

/** What was selected is replaced. */
export function insertAt(text: string, from: number, to: number, name: string): Inserted {
  const word = written(name)
  return { text: text.slice(0, from) + word + text.slice(to), caret: from + word.length }
}
