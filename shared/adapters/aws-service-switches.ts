import {
  DescribeRuleCommand,
  EnableRuleCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge'
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'
import {
  GetAccountSendingEnabledCommand,
  type SESClient,
  UpdateAccountSendingEnabledCommand,
} from '@aws-sdk/client-ses'
import type { ServiceSwitches, StoppedServices } from '../domain/service-switches.ts'

/** @param consumers reserved concurrency by function name; undefined if none is reserved */
export function awsServiceSwitches(
  { lambda, events, ses }: { lambda: LambdaClient; events: EventBridgeClient; ses: SESClient },
  consumers: ReadonlyMap<string, number | undefined>,
  rules: readonly string[],
): ServiceSwitches {
  const names = [...consumers.keys()]

  async function stoppedMappings(FunctionName: string) {
    const { EventSourceMappings = [] } = await lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName }),
    )
    return EventSourceMappings.filter(({ State = '' }) => /^Disabl/.test(State)).map(
      ({ UUID = '', EventSourceArn = '' }) => ({ id: UUID, source: sourceOf(EventSourceArn) }),
    )
  }

  async function isThrottled(FunctionName: string): Promise<boolean> {
    const { ReservedConcurrentExecutions } = await lambda.send(
      new GetFunctionConcurrencyCommand({ FunctionName }),
    )
    return ReservedConcurrentExecutions === 0
  }

  async function isDisabled(Name: string): Promise<boolean> {
    return (await events.send(new DescribeRuleCommand({ Name }))).State === 'DISABLED'
  }

  async function restoreConcurrency(
    FunctionName: string,
    reserved: number | undefined,
  ): Promise<void> {
    if (reserved === undefined) {
      await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }))
      return
    }
    const ReservedConcurrentExecutions = reserved
    await lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }),
    )
  }

  return {
    async stopped(): Promise<StoppedServices> {
      const [mappings, throttled, disabled, { Enabled }] = await Promise.all([
        Promise.all(names.map(stoppedMappings)),
        Promise.all(names.map(isThrottled)),
        Promise.all(rules.map(isDisabled)),
        ses.send(new GetAccountSendingEnabledCommand()),
      ])
      return {
        mappings: mappings.flat(),
        functions: names.filter((_, index) => throttled[index]),
        rules: rules.filter((_, index) => disabled[index]),
        mail: Enabled === false,
      }
    },
    async start({ mappings, functions, rules, mail }) {
      // AWS refuses to enable a mapping that is still being disabled; the rest must start all the same.
      const results = await Promise.allSettled<unknown>([
        ...functions.map((name) => restoreConcurrency(name, consumers.get(name))),
        ...mappings.map(({ id: UUID }) =>
          lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true })),
        ),
        ...rules.map((Name) => events.send(new EnableRuleCommand({ Name }))),
        ...(mail ? [ses.send(new UpdateAccountSendingEnabledCommand({ Enabled: true }))] : []),
      ])
      for (const result of results) if (result.status === 'rejected') throw result.reason
    },
  }
}

const sourceOf = (arn: string): string =>
  /:table\/([^/]+)\//.exec(arn)?.[1] ?? arn.split(':').at(-1) ?? ''
