// Writing a variable into a text where the caret stands.

/** A variable as templates write it. */
export const written = (name: string) => `{{ ${name} }}`

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
