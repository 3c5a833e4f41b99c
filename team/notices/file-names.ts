import { decomposed } from './notice-rows.ts'

/** File systems allow 255 bytes a name, and Windows bounds whole paths. */
const maxLength = 60

/** Windows reserves these for devices, with any extension. */
const reservedNames = /^(con|prn|aux|nul|com\d|lpt\d)$/

/** Names files after schools and voters, each once: `name`, or `name-1` to `name-<parts>`. */
export function fileNames(): (name: string, otherwise: string, parts?: number) => string[] {
  const usedNames = new Set<string>()
  return (name, otherwise, parts = 1) => {
    const baseName = plain(name) || otherwise
    const first = reservedNames.test(baseName) ? `${baseName}-0` : baseName
    let names = numbered(first, parts)
    for (let next = 2; names.some((fileName) => usedNames.has(fileName)); next++) {
      names = numbered(`${first}-n${next}`, parts)
    }
    for (const fileName of names) usedNames.add(fileName)
    return names
  }
}

const numbered = (name: string, parts: number) =>
  parts === 1 ? [name] : Array.from({ length: parts }, (_, at) => `${name}-${at + 1}`)

function plain(name: string): string {
  return decomposed(name)
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '')
}
