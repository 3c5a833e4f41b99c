import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

export function descendantsOf(rootId: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((id) => {
        const [, state, parent] = /^\d+ \(.*\) (\S) (\d+)/s.exec(statusOf(id)) ?? []
        return state && state !== 'Z' ? [[Number(id), Number(parent)] as const] : []
      }),
  )
  const tree = parents.has(rootId) ? [rootId] : []
  for (const id of tree) {
    tree.push(...[...parents].filter(([, parent]) => parent === id).map(([child]) => child))
  }
  return tree
}

function statusOf(id: number | string): string {
  try {
    return readFileSync(`/proc/${id}/stat`, 'utf8')
  } catch {
    return ''
  }
}

export const isAlive = (id: number) => /^\d+ \(.*\) [^Z]/s.test(statusOf(id))

export function listening(id: number): { address: string; port: number }[] {
  const sockets = readdirSync(`/proc/${id}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${id}/fd/${fd}`)]
    } catch {
      return []
    }
  })
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${id}/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , state, , , , , , inode]) => state === '0A' && sockets.includes(`socket:[${inode}]`),
      )
      .map(([, local = '']) => local.split(':') as [string, string])
      .map(([address, port]) => ({ address, port: Number.parseInt(port, 16) })),
  )
}
