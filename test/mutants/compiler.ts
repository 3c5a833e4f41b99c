import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { Mutant } from './sandbox.ts'

const root = join(import.meta.dirname, '..', '..')

/** Which of these mutants `npm run check` refuses, by the file that they change or one that imports it. */
export function refusedByCompiler(mutants: Mutant[]): Set<string> {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    { incremental: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => console.error(problem) },
  )
  if (!config) throw new Error('tsconfig.json cannot be read')
  const changed = new Map<string, { text: string; version: number }>()
  const snapshots = new Map<string, ts.IScriptSnapshot>()
  const service = ts.createLanguageService({
    getCompilationSettings: () => config.options,
    getScriptFileNames: () =>
      config.fileNames.filter((name) => !name.startsWith(join(root, 'test'))),
    getScriptVersion: (name) => String(changed.get(name)?.version ?? 0),
    getScriptSnapshot(name) {
      const text = changed.get(name)?.text
      if (text !== undefined) return ts.ScriptSnapshot.fromString(text)
      // Asked for all files each time.
      const snapshot =
        snapshots.get(name) ?? ts.ScriptSnapshot.fromString(readFileSync(name, 'utf8'))
      snapshots.set(name, snapshot)
      return snapshot
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  })
  const refused = new Set<string>()
  let version = 0
  for (const [file, ofFile] of Map.groupBy(mutants, (mutant) => mutant.file)) {
    const path = join(root, file)
    const text = readFileSync(path, 'utf8')
    const importers = importersOf(service, path)
    for (const { id, from, to, replacement } of ofFile) {
      const mutated = text.slice(0, from) + replacement + text.slice(to)
      changed.set(path, { text: mutated, version: ++version })
      const isWrong = [path, ...importers].some(
        (name) => service.getSemanticDiagnostics(name).length > 0,
      )
      if (isWrong) refused.add(id)
    }
    changed.set(path, { text, version: ++version })
  }
  return refused
}

function importersOf(service: ts.LanguageService, path: string): string[] {
  const program = service.getProgram()
  const files = program
    ?.getSourceFiles()
    .filter(({ fileName }) => !fileName.includes('/node_modules/'))
  return (files ?? [])
    .filter(({ fileName, text }) =>
      ts
        .preProcessFile(text)
        .importedFiles.some((one) => join(fileName, '..', one.fileName) === path),
    )
    .map(({ fileName }) => fileName)
}
