import { vi } from 'vitest'

/** Stubs a tab's storage with a Map. `vi.unstubAllGlobals` undoes it. */
export function stubTabStorage(
  storage: 'sessionStorage' | 'localStorage' = 'sessionStorage',
): Map<string, string> {
  const items = new Map<string, string>()
  vi.stubGlobal(storage, {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    clear: () => items.clear(),
  })
  return items
}
