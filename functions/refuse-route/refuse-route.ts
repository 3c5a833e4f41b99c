/**
 * Returns the methods that a path has, for the `Allow` header; none if there is no such path.
 * @param routes `METHOD /path/{parameter}`, as API Gateway names them
 */
export function methodsOf(path: string, routes: readonly string[]): string[] {
  return routes
    .map((route) => route.split(' ') as [string, string])
    .filter(([, template]) => matches(path, template))
    .map(([method]) => method)
}

function matches(path: string, template: string): boolean {
  const steps = path.split('/')
  const expected = template.split('/')
  return (
    steps.length === expected.length &&
    expected.every((step, index) =>
      step.startsWith('{') ? steps[index] !== '' : step === steps[index],
    )
  )
}
