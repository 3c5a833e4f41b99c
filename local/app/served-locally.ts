import type { SynthesisedApp } from './read-app.ts'
import type { LocalFunction } from './synthesised-app.ts'

/** The app, its functions having the address at which the local run serves the pages. */
export function servedLocally<App extends Pick<SynthesisedApp, 'functions' | 'distribution'>>(
  app: App,
  siteUrl: string,
): App {
  const { functions, distribution } = app
  return { ...app, functions: toldOf(functions, `https://${distribution.domainName}`, siteUrl) }
}

export function toldOf(
  functions: LocalFunction[],
  address: string,
  other: string,
): LocalFunction[] {
  return functions.map((one) => ({
    ...one,
    environment: Object.fromEntries(
      Object.entries(one.environment).map(([name, value]) => [
        name,
        value.replaceAll(address, other),
      ]),
    ),
  }))
}
