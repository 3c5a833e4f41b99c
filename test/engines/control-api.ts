import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Answer, jsonAnswer, serveAnswers, xmlAnswer } from '../../local/answers.ts'
import type { SynthesisedApp } from '../../local/app/read-app.ts'
import type { Lambdas } from '../../local/lambda.ts'
import { invokedFunctionName, mappingsOf, stateOfRule } from '../../local/lambda-api.ts'
import { deployedFunction, listedResources } from './deployed-code.ts'

/** @param added variables that the run sets for all functions, and the template does not */
export async function startControlApi(
  app: SynthesisedApp,
  added: Record<string, string>,
  invoke: Lambdas['invoke'],
) {
  const off = new Set<string>()
  const turn = (source: string, isOn: boolean) => (isOn ? off.delete(source) : off.add(source))
  const mappings = () =>
    mappingsOf(app).map((one) => ({
      ...one,
      State: off.has(one.EventSourceArn) ? 'Disabled' : 'Enabled',
    }))

  function answerEvents(operation: string, { Name = '' }: { Name?: string }): Answer {
    const state = stateOfRule(app, Name)
    if (!state) return jsonAnswer({ __type: 'ResourceNotFoundException' }, 400)
    if (operation === 'DescribeRule')
      return jsonAnswer({ State: off.has(Name) ? 'DISABLED' : state })
    turn(Name, operation !== 'DisableRule')
    return jsonAnswer({})
  }

  // https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
  function answerLambda({ method, url = '', headers }: IncomingMessage, sent: string): Answer {
    const { pathname, searchParams, origin } = new URL(url, `http://${headers.host}`)
    const [, kind = '', name = '', more] = pathname.replace(/^\/[\d-]+/, '').split('/')
    if (kind === 'event-source-mappings' && method === 'GET') {
      const wanted = searchParams.get('FunctionName')
      return jsonAnswer({
        EventSourceMappings: mappings().filter((one) => one.functionName === wanted),
      })
    }
    const mapping = mappings().find(({ UUID }) => UUID === name)
    if (kind === 'event-source-mappings' && mapping) {
      turn(mapping.EventSourceArn, JSON.parse(sent).Enabled)
      return jsonAnswer({}, 202)
    }
    if (more === 'concurrency') return jsonAnswer({})
    const code = deployedFunction(app, decodeURIComponent(name), added)
    if (!code || method !== 'GET')
      return jsonAnswer({ message: `Nothing answers ${method} ${url}` }, 404)
    if (kind === 'code') return { status: 200, mediaType: 'application/zip', body: code.archive() }
    const Code = { RepositoryType: 'S3', Location: `${origin}/2015-03-31/code/${name}` }
    return jsonAnswer({ Code, Configuration: code.configuration })
  }

  const server = await serveAnswers(async (request) => {
    const sent = await text(request)
    const invoked = invokedFunctionName(request)
    const [, operation] = String(request.headers['x-amz-target']).split('.')
    if (invoked) return jsonAnswer(await invoke(invoked, JSON.parse(sent)))
    if (operation) return answerEvents(operation, JSON.parse(sent))
    if (request.method !== 'POST') return answerLambda(request, sent)
    return xmlAnswer(listedResources(app, new URLSearchParams(sent).get('StackName') ?? ''))
  })
  return { ...server, off, mappings }
}
