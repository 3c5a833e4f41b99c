import type { SynthesisedApp } from './read-app.ts'

export function replaceSiteUrl<App extends Pick<SynthesisedApp, 'functions' | 'distribution'>>(
  app: App,
  siteUrl: string,
): App {
  const { functions, distribution } = app
  return {
    ...app,
    functions: replaceInFunctions(functions, `https://${distribution.domainName}`, siteUrl),
  }
}

export function replaceInFunctions(
  functions: SynthesisedApp['functions'],
  text: string,
  replacement: string,
): SynthesisedApp['functions'] {
  const json = JSON.stringify(functions).replaceAll(text, replacement)
  return JSON.parse(json)
}
