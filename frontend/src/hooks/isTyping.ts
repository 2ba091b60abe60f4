// Whether a key belongs to a field or to the browser, and is not ours.

const FIELDS = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]'

export const isTyping = (event: KeyboardEvent) =>
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  (event.target instanceof Element && event.target.closest(FIELDS) !== null)
