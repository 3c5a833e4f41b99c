export function waitText(seconds: number): string {
  if (seconds <= 60) return '1 minute'
  if (seconds <= 5400) return `${Math.ceil(seconds / 60)} minutes`
  return `${Math.ceil(seconds / 3600)} heures`
}
