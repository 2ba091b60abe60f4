// Fields and files as multipart, which the typed client sends when it is told so (`bodySerializer`).

/** Empty fields are left out; files go under `file`. */
export function form(fields: object, files: File[]): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields))
    if (value !== null && value !== undefined && value !== '') body.append(name, String(value))
  for (const file of files) body.append('file', file)
  return body
}
