// What is only known where the page is served: its base path, the API's origin, whether it is a demo.

const meta = (name: string) => document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? ''

/** The path the app lives under, without a slash at the end: `/app`, or `` at the root. */
export const basePath = new URL(document.baseURI).pathname.replace(/\/[^/]*$/, '')

/** Where the API answers: its own origin, or the page's. */
export const apiOrigin = meta('mm-api') || location.origin

export const isDemo = meta('mm-demo') === '1'
