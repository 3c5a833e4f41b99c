export function remember(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value)
  } catch {}
}

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
