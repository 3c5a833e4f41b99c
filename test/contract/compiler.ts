import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export const root = join(import.meta.dirname, '..', '..')

export type Renaming = { file: string; from: string; to: string }

export function programOf(
  configuration: 'tsconfig.json' | 'site/scripts/tsconfig.json',
  files: readonly string[],
  renamings: readonly Renaming[] = [],
): ts.Program {
  const parsed = ts.getParsedCommandLineOfConfigFile(join(root, configuration), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic({ messageText }) {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'))
    },
  })
  const options = parsed?.options ?? {}
  const host = ts.createCompilerHost(options, true)
  const { getSourceFile } = host
  host.getSourceFile = (name, target) => {
    const ofFile = renamings.filter(({ file }) => name === join(root, file))
    if (ofFile.length === 0) return getSourceFile(name, target)
    return ts.createSourceFile(
      name,
      ofFile.reduce(renamed, readFileSync(name, 'utf8')),
      target,
      true,
    )
  }
  const rootNames = files.map((file) => join(root, file))
  return ts.createProgram({ rootNames, options, host })
}

function renamed(text: string, { file, from, to }: Renaming): string {
  if (!text.includes(from)) throw new Error(`${file} holds no ${from}`)
  return text.replaceAll(from, to)
}

export function mistakesIn(program: ts.Program, file: string): string[] {
  const source = sourceOf(program, file)
  return program.getSemanticDiagnostics(source).map(({ start = 0, messageText }) => {
    const { line } = source.getLineAndCharacterOfPosition(start)
    const code = source.text.split('\n')[line]?.trim()
    return `${code}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}

export function sourceOf(program: ts.Program, file: string): ts.SourceFile {
  const source = program.getSourceFile(join(root, file))
  if (!source) throw new Error(`${file} is not in the program`)
  return source
}
