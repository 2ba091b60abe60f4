// A mail as it looks to readers of a light or a dark screen, whatever this screen is.

export const schemes = ['light', 'dark'] as const
export type Scheme = (typeof schemes)[number]

const ASKED = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi
const ALWAYS = '(min-width: 0px)'
const NEVER = '(max-width: 0px)'

/** The mail with its question after the scheme answered: a frame would give the answer of the reader's own device. */
export const inScheme = (html: string, scheme: Scheme) =>
  html.replace(ASKED, (_, asked: string) => (asked.toLowerCase() === scheme ? ALWAYS : NEVER))
