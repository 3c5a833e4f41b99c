export interface CancelLink {
  reissueId: string
  token: string
}

const linkPattern = /^#([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.([\w-]{43})$/i

export function readCancelLink(hash: string): CancelLink | undefined {
  const [, reissueId, token] = linkPattern.exec(hash) ?? []
  return reissueId && token ? { reissueId, token } : undefined
}
