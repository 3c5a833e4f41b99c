import type { SynthesisedApp } from './app/read-app.ts'
import { type LoopbackServer, listenOnLoopback } from './loopback.ts'

type App = Pick<SynthesisedApp, 'consumers' | 'streamConsumers' | 'functions'>

/** Event source mappings, as Lambda's API lists them. */
export function mappingsOf({ consumers, streamConsumers, functions }: App) {
  const arnOf = (name: string) => functions.find((one) => one.name === name)?.arn
  const sources = [
    ...consumers.map(({ queue, functionName }) => ({ source: queue.arn, functionName })),
    ...streamConsumers.map(({ streamArn, functionName }) => ({ source: streamArn, functionName })),
  ]
  return sources.map(({ source, functionName }, index) => ({
    ...{ UUID: `mapping-${index}`, EventSourceArn: source },
    ...{ functionName, FunctionArn: arnOf(functionName), State: 'Enabled' },
  }))
}

/** For the sweep, which checks every minute that the ledger's writer is called. */
export function startLambdaApi(app: App): Promise<LoopbackServer> {
  const mappings = mappingsOf(app)
  return listenOnLoopback(({ method, url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const name = searchParams.get('FunctionName')
    const isKnown = method === 'GET' && /\/(event-source-mappings\/?|concurrency)$/.test(pathname)
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' })
    const EventSourceMappings = mappings.filter(({ functionName }) => functionName === name)
    const message = `The local run does not know ${method} ${pathname}`
    response.end(JSON.stringify(isKnown ? { EventSourceMappings } : { message }))
  })
}
