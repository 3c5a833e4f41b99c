import type { SynthesisedApp } from './read-app.ts'

export function replaceInFunctions(
  functions: SynthesisedApp['functions'],
  text: string,
  replacement: string,
): SynthesisedApp['functions'] {
  const json = JSON.stringify(functions).replaceAll(text, replacement)
  return JSON.parse(json)
}
