// The lines of a table as they were written, to show those that can't be taken.

/** Old spreadsheets write CSV in the Windows code page. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Line 1 first; nothing for a workbook, whose lines are no text. */
export async function tableLines(table: File): Promise<string[]> {
  if (/\.xlsx$/i.test(table.name)) return []
  return decoded(await table.arrayBuffer()).split(/\r\n|\r|\n/)
}
