/**
 * Why no route took a request: the path exists with other methods, or it does not exist.
 * @param routes `METHOD /path/{parameter}`, as API Gateway names them
 * @returns the methods the path has, for the `Allow` header; none when there is no such path
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
