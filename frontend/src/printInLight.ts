// Paper is white: print in the light scheme, whatever the screen shows.

const SCHEME = 'data-mantine-color-scheme'

export function printInLight() {
  const page = document.documentElement
  let shown: string | null = null
  addEventListener('beforeprint', () => {
    shown = page.getAttribute(SCHEME)
    page.setAttribute(SCHEME, 'light')
  })
  addEventListener('afterprint', () => {
    if (shown) page.setAttribute(SCHEME, shown)
  })
}
