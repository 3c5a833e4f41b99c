import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { lambdaStackDeployments } from '../../shared/adapters/account/lambda-stack-deployments.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const client = new LambdaClient({ region: 'eu-west-3' })
const lambda = mockedClients(client)
const begin = () => lambdaStackDeployments(client, 'DeployStack').begin('Reassort', 'digest')

const answering = (payload: unknown, FunctionError?: string) =>
  lambda.on(InvokeCommand).resolves({
    Payload: Buffer.from(JSON.stringify(payload)),
    FunctionError,
  } as object)

describe('the deployment of a stack', () => {
  it('is asked of its function, and has the outcome that this tells', async () => {
    answering({ outcome: 'no-template' })
    expect(await begin()).toBe('no-template')
    const [call] = lambda.commandCalls(InvokeCommand)
    const { FunctionName, Payload } = call?.args[0].input ?? {}
    expect(FunctionName).toBe('DeployStack')
    expect(JSON.parse(String(Payload))).toEqual({ stack: 'Reassort', template: 'digest' })
  })

  it('is begun by no function that failed, nor by an answer that tells no outcome', async () => {
    answering({ outcome: 'begun' }, 'Unhandled')
    await expect(begin()).rejects.toThrow('failed')
    answering({ outcome: 'done' })
    await expect(begin()).rejects.toThrow()
    lambda.on(InvokeCommand).resolves({})
    await expect(begin()).rejects.toThrow()
  })
})
