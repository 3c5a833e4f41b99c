// The memory of this tab, until it is closed. A browser that refuses storage only forgets.

export function remember(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value)
  } catch {}
}

/** Empty when nothing is remembered. */
export function recall(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

export function forgetAll(): void {
  try {
    sessionStorage.clear()
  } catch {}
}
