import { vi } from 'vitest'

/** What a browser's tab keeps, as a Map. Undone by `vi.unstubAllGlobals`. */
export function stubTabStorage(): Map<string, string> {
  const items = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    clear: () => items.clear(),
  })
  return items
}
