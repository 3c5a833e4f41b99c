export function plain(text: string): string
export function plain(text: string | undefined): string | undefined
export function plain(text: string | undefined): string | undefined {
  return text
    ?.replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll('’', "'")
    .replaceAll('\u2011', '-')
}
