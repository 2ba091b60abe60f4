// What a setting must look like, as far as a page can tell; the server has the last word.

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const HOST = /^[^\s/@:]+$/
const E164 = /^\+[1-9]\d{6,14}$/

export const isEmail = (text: string) => EMAIL.test(text.trim())

/** A server's name or address, without a scheme, a path or a port. */
export const isHost = (text: string) => HOST.test(text.trim())

/** A telephone number as providers want it: `+49401234567`. */
export const isPhone = (text: string) => E164.test(text.trim())

export const isWhole = (text: string, least: number, most: number) =>
  /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most

export const isHttps = (text: string) => {
  try {
    return new URL(text.trim()).protocol === 'https:'
  } catch {
    return false
  }
}
