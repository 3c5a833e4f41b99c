/**
 * How often each function was invoked in a chain of requests, by name. Lambda carries it in the trace header, from an
 * invocation through the SDK's calls to SQS and on to the next invocation.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export type Lineage = ReadonlyMap<string, number>

/** Beyond so many invocations in one chain Lambda stops a function, unless its `RecursiveLoop` is `Allow`. */
export const mostInvocations = 16

const noLineage: Lineage = new Map()

/** @param header of X-Ray's form; one without lineage, or none, begins a chain */
export function readLineage(header = ''): Lineage {
  const lineage = /(?:^|;)Lineage=([^;]+)/.exec(header)?.[1]
  if (!lineage) return noLineage
  return new Map(
    lineage.split('|').map((entry) => {
      const [name = '', count] = entry.split(':')
      return [name, Number(count)]
    }),
  )
}

export function traceHeader(lineage: Lineage): string {
  const entries = [...lineage].map(([name, count]) => `${name}:${count}`)
  return `Root=1-00000000-000000000000000000000000;Sampled=0;Lineage=${entries.join('|')}`
}

/** The lineage of an invocation by several messages: AWS does not say whose counts, so the highest. */
export function lineageOfBatch(headers: readonly (string | undefined)[]): Lineage {
  const highest = new Map<string, number>()
  for (const lineage of headers.map(readLineage)) {
    for (const [name, count] of lineage) {
      highest.set(name, Math.max(highest.get(name) ?? 0, count))
    }
  }
  return highest
}

export function invokedOnceMore(lineage: Lineage, functionName: string): Lineage {
  return new Map([...lineage, [functionName, (lineage.get(functionName) ?? 0) + 1]])
}
