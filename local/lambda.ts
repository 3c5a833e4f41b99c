import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import type { SynthesisedApp } from './app/read-app.ts'

type LocalFunction = SynthesisedApp['functions'][number]

export type Lambdas = ReturnType<typeof startLambdas>

export class FunctionError extends Error {
  override name = 'FunctionError'

  constructor(functionName: string, errorType: string, message: string) {
    super(`${functionName}: ${errorType}: ${message}`)
  }
}

export type InvocationAnswer =
  | { id: number; ok: true; result: unknown }
  | { id: number; ok: false; errorType: string; errorMessage: string }

interface ExecutionEnvironment {
  worker: Worker
  invocations: Map<number, { resolve(result: unknown): void; reject(error: FunctionError): void }>
}

interface LambdaOptions {
  functions: SynthesisedApp['functions']
  commonEnvironment: Record<string, string>
  writeLine(functionName: string, line: string): void
}

/** With hundreds of invocations in a thread, the SDK's connections would time out. */
const concurrencyPerThread = 50

export function startLambdas(options: LambdaOptions) {
  const functions = new Map(options.functions.map((definition) => [definition.name, definition]))
  const environments = new Map<string, ExecutionEnvironment>()
  const limiters = new Map(
    [...functions.keys()].map((name) => [name, concurrencyLimiter(concurrencyPerThread)]),
  )
  let lastId = 0
  let isStopped = false

  function startEnvironment(definition: LocalFunction): ExecutionEnvironment {
    const { name } = definition
    const worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
      name,
      workerData: { file: definition.file },
      env: {
        ...definition.environment,
        ...options.commonEnvironment,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_SDK_UA_APP_ID: name,
      },
      execArgv: [],
      stdout: true,
      stderr: true,
    })
    const environment: ExecutionEnvironment = { worker, invocations: new Map() }
    for (const output of [worker.stdout, worker.stderr]) {
      createInterface({ input: output }).on('line', (line) => options.writeLine(name, line))
    }
    const failInvocations = (errorType: string, message: string) => {
      if (environments.get(name) === environment) environments.delete(name)
      for (const { reject } of environment.invocations.values()) {
        reject(new FunctionError(name, errorType, message))
      }
      environment.invocations.clear()
    }
    worker.on('message', (answer: InvocationAnswer) => {
      const invocation = environment.invocations.get(answer.id)
      environment.invocations.delete(answer.id)
      if (answer.ok) invocation?.resolve(answer.result)
      else invocation?.reject(new FunctionError(name, answer.errorType, answer.errorMessage))
    })
    worker.on('error', (error) => {
      options.writeLine(name, `crashed: ${error.stack ?? error}`)
      failInvocations('Runtime.UnhandledError', error.message)
    })
    worker.on('exit', () =>
      failInvocations('Runtime.ExitError', 'the function ended before it answered'),
    )
    environments.set(name, environment)
    return environment
  }

  async function runFunction(definition: LocalFunction, event: unknown): Promise<unknown> {
    const { name, timeoutSeconds } = definition
    if (isStopped) throw new FunctionError(name, 'Runtime.Stopped', 'the run is over')
    const { worker, invocations } = environments.get(name) ?? startEnvironment(definition)
    const id = ++lastId
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise((resolve, reject) => {
        invocations.set(id, { resolve, reject })
        timer = setTimeout(() => {
          options.writeLine(name, `timed out after ${timeoutSeconds} s`)
          invocations.delete(id)
          const message = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`
          reject(new FunctionError(name, 'Sandbox.Timedout', message))
          if (environments.get(name)?.worker === worker) void terminate(name)
        }, timeoutSeconds * 1000)
        worker.postMessage({ id, event: JSON.stringify(event), timeoutSeconds })
      })
    } finally {
      clearTimeout(timer)
    }
  }

  async function terminate(name: string): Promise<void> {
    const environment = environments.get(name)
    environments.delete(name)
    await environment?.worker.terminate()
  }

  return {
    /** Throws `FunctionError` if the function fails, times out or is terminated. */
    async invoke(functionName: string, event: unknown): Promise<unknown> {
      const definition = functions.get(functionName)
      const limit = limiters.get(functionName)
      if (!definition || !limit) throw new Error(`No function of the app is named ${functionName}`)
      return limit(() => runFunction(definition, event))
    },
    terminate,
    async stop() {
      isStopped = true
      await Promise.all([...environments.keys()].map(terminate))
    },
  }
}

function concurrencyLimiter(
  limit: number,
): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waitQueue: (() => void)[] = []
  let runningCount = 0
  return async (task) => {
    if (runningCount === limit) await new Promise<void>((resolve) => waitQueue.push(resolve))
    else runningCount++
    try {
      return await task()
    } finally {
      const startNext = waitQueue.shift()
      if (startNext) startNext()
      else runningCount--
    }
  }
}
