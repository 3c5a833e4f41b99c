/** Lines outside of fenced blocks, each with its number from 1. */
export function proseOf(text: string): { line: string; number: number }[] {
  let isFenced = false
  return text.split('\n').flatMap((line, index) => {
    const isFence = /^\s*(```|~~~)/.test(line)
    if (isFence) isFenced = !isFenced
    return isFence || isFenced ? [] : [{ line, number: index + 1 }]
  })
}

export function tableCells(text: string): string[] {
  return proseOf(text)
    .filter(({ line }) => /^\s*\|/.test(line))
    .flatMap(({ line }) =>
      line
        .trim()
        .replace(/^\||\|$/g, '')
        .split(/(?<!\\)\|/),
    )
    .map((cell) => cell.trim())
    .filter((cell) => !/^:?-+:?$/.test(cell))
}

export function relativeLinks(text: string): string[] {
  return proseOf(text)
    .flatMap(({ line }) => [...line.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target))
    .filter((target) => !/^[a-z]+:/.test(target))
}

export function anchorsOf(text: string): string[] {
  return proseOf(text)
    .filter(({ line }) => line.startsWith('#'))
    .map(({ line }) =>
      line
        .replace(/^#+\s+/, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    )
}

const folders = [
  'bin',
  'lib',
  'functions',
  'shared',
  'site',
  'local',
  'team',
  'test',
  'docs',
  '.ci',
]

/**
 * Returns the files and folders that a text names between backticks: names that begin with a top folder or end with a
 * source's extension. A pattern such as `functions/<step>/handler.ts` needs one match.
 */
export function namedPaths(text: string): string[] {
  return proseOf(text)
    .flatMap(({ line }) => [...line.matchAll(/`([^`\s]+)`/g)].map(([, span = '']) => span))
    .filter((span) => /^[\w.<>*-]+(\/[\w.<>*-]*)*$/.test(span))
    .filter(
      (span) =>
        folders.includes(span.split('/')[0] ?? '') || /\.(ts|mjs|njk|scss|json|md|sh)$/.test(span),
    )
}

/** @returns whether a file or folder has this path, or a path that ends so: `handler.ts`, `runtime/http.ts` */
export function pathExists(named: string, paths: readonly string[]): boolean {
  const pattern = named
    .replace(/\/$/, '')
    .replace(/[.]/g, '\\.')
    .replace(/<[^>]*>|\*/g, '[^/]+')
  const from = folders.includes(named.split('/')[0] ?? '') ? '^' : '(^|/)'
  const expression = new RegExp(`${from}${pattern}($|/)`)
  return paths.some((path) => expression.test(path))
}

export function treeEntries(tree: string): string[] {
  const parents: string[] = []
  return tree.split('\n').flatMap((line) => {
    const depth = (/^ */.exec(line)?.[0].length ?? 0) / 2
    const entries = (line.trim().split(/ {3,}/)[0] ?? '').split(/ {1,2}/).filter(Boolean)
    const paths = entries.map((entry) => [...parents.slice(0, depth), entry].join(''))
    if (paths.length === 1 && paths[0]) parents.splice(depth, Infinity, entries[0] ?? '')
    return paths
  })
}
