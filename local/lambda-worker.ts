import { randomUUID } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { InvocationAnswer } from './lambda.ts'

interface Invocation {
  id: number
  event: string
  timeoutSeconds: number
}

type Handler = (event: unknown, context: object) => unknown

const { file } = workerData as { file: string }

const handlerPromise = import(pathToFileURL(file).href).then((module) => module.handler as Handler)
// Prevents an unhandled rejection: each invocation awaits the promise and reports the failure.
handlerPromise.catch(() => {})

parentPort?.on('message', (invocation: Invocation) => {
  void invoke(invocation)
})

async function invoke({ id, event, timeoutSeconds }: Invocation): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000
  let answer: InvocationAnswer
  try {
    const handler = await handlerPromise
    const result = await handler(JSON.parse(event), {
      awsRequestId: randomUUID(),
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    })
    const text = JSON.stringify(result)
    answer = { id, ok: true, result: text === undefined ? null : JSON.parse(text) }
  } catch (reason) {
    const error = reason instanceof Error ? reason : new Error(String(reason))
    console.error(error)
    answer = { id, ok: false, errorType: error.name, errorMessage: error.message }
  }
  parentPort?.postMessage(answer)
}
