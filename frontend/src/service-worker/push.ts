// What a push says, and where a press on it leads. Nothing of the worker itself, so that it is tested like anything else.

export interface Shown {
  title: string
  body: string
  /** A later one of the same ticket takes the place of an earlier. */
  tag: string | undefined
  /** Within this app; its start for everything else. */
  url: string
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** An address of the app itself, never of another origin or of what lies beside it. */
export function within(scope: string, url: string): string {
  try {
    const address = new URL(url, scope)
    return address.href.startsWith(scope) ? address.href : scope
  } catch {
    return scope
  }
}

/** `{title, body, url, tag}` as the server sends it; whatever is not so still shows that there is something. */
export function shownOf(said: unknown, scope: string, product: string): Shown {
  const push: object = typeof said === 'object' && said !== null ? said : {}
  const of = (name: string): unknown => Reflect.get(push, name)
  return {
    title: text(of('title')) || product,
    body: text(of('body')),
    tag: text(of('tag')) || undefined,
    url: within(scope, text(of('url'))),
  }
}
