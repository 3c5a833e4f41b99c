import { onTestFinished, vi } from 'vitest'

type StorageName = 'sessionStorage' | 'localStorage'

export function stubTabStorage(name: StorageName = 'sessionStorage'): Map<string, string> {
  const items = new Map<string, string>()
  stub(name, {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    clear: () => items.clear(),
  })
  return items
}

export const refuseTabStorage = (name: StorageName) => stub(name, undefined)

function stub(name: StorageName, storage: object | undefined): void {
  vi.stubGlobal(name, storage)
  onTestFinished(() => void vi.unstubAllGlobals())
}
