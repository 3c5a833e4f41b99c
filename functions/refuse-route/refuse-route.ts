/** @param routes in the form of API Gateway: `METHOD /path/{parameter}` */
export function methodsOf(path: string, routes: readonly string[]): string[] {
  return routes
    .map((route) => route.split(' ') as [string, string])
    .filter(([, template]) => matches(path, template))
    .map(([method]) => method)
}

function matches(path: string, template: string): boolean {
  const steps = path.split('/')
  const templateSteps = template.split('/')
  return (
    steps.length === templateSteps.length &&
    templateSteps.every((step, index) =>
      step.startsWith('{') ? steps[index] !== '' : step === steps[index],
    )
  )
}
