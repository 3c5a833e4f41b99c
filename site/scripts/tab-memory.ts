// The memory of this tab, until it is closed. A browser that refuses storage only forgets.

export function remember(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value)
  } catch {}
}

export function recall(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

export function forgetAll(): void {
  try {
    sessionStorage.clear()
  } catch {}
}
