// A guest writes one text; a ticket has a title and, where there is more to say, a description.
const TITLE = 120

/** The first sentence, or as many whole words of it as fit. */
function opening(words: string): string {
  const [first = ''] = words.split(/(?<=[.!?])\s|\n/)
  if (first.length <= TITLE) return first
  const cut = first.slice(0, TITLE - 1)
  return `${cut.slice(0, cut.lastIndexOf(' ')) || cut}…`
}

/** `fallback` is the title of a report without words: its category, or that there is a photo. */
export function describe(words: string, fallback: string): { title: string; description: string } {
  const said = words.trim()
  if (!said) return { title: fallback, description: '' }
  const title = opening(said)
  return { title, description: title === said ? '' : said }
}
