import {
  DescribeRuleCommand,
  EnableRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  type RuleState,
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
  DescribeConfigurationSetCommand,
  GetAccountSendingEnabledCommand,
  type SESClient,
  UpdateAccountSendingEnabledCommand,
  UpdateConfigurationSetSendingEnabledCommand,
} from '@aws-sdk/client-ses'
import type { StoppedServices } from '../domain/service-switches.ts'

interface StackResources {
  concurrencies: ReadonlyMap<string, number | undefined>
  rules: ReadonlyMap<string, RuleState>
  configurationSet: string
}

export function awsServiceSwitches(
  { lambda, events, ses }: { lambda: LambdaClient; events: EventBridgeClient; ses: SESClient },
  { concurrencies, rules, configurationSet: ConfigurationSetName }: StackResources,
): (options: { start: boolean }) => Promise<StoppedServices> {
  const names = [...concurrencies.keys()]

  async function findStoppedMappings(FunctionName: string) {
    const { EventSourceMappings = [] } = await lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName }),
    )
    return EventSourceMappings.filter(({ State = '' }) => /^Disabl/.test(State)).map(
      ({ UUID = '', EventSourceArn = '' }) => ({ id: UUID, source: sourceName(EventSourceArn) }),
    )
  }

  async function isThrottled(FunctionName: string): Promise<boolean> {
    const { ReservedConcurrentExecutions } = await lambda.send(
      new GetFunctionConcurrencyCommand({ FunctionName }),
    )
    return ReservedConcurrentExecutions === 0
  }

  async function findStoppedRules(): Promise<string[]> {
    const stoppedNames = [...rules].map(async ([Name, state]) => {
      const { State } = await events.send(new DescribeRuleCommand({ Name }))
      return State === state ? [] : [Name]
    })
    return (await Promise.all(stoppedNames)).flat()
  }

  async function enableRule(Name: string): Promise<unknown> {
    const State = rules.get(Name)
    if (State === 'ENABLED') return events.send(new EnableRuleCommand({ Name }))
    // EnableRule would set ENABLED, and the rule would no longer match read-only API calls.
    const { EventPattern, Description } = await events.send(new DescribeRuleCommand({ Name }))
    return events.send(new PutRuleCommand({ Name, EventPattern, Description, State }))
  }

  async function isMailStopped(): Promise<boolean> {
    const [{ Enabled }, { ReputationOptions }] = await Promise.all([
      ses.send(new GetAccountSendingEnabledCommand()),
      ses.send(
        new DescribeConfigurationSetCommand({
          ConfigurationSetName,
          ConfigurationSetAttributeNames: ['reputationOptions'],
        }),
      ),
    ])
    return [Enabled, ReputationOptions?.SendingEnabled].includes(false)
  }

  async function restoreConcurrency(FunctionName: string, reservedConcurrency: number | undefined) {
    if (reservedConcurrency === undefined) {
      await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }))
      return
    }
    const ReservedConcurrentExecutions = reservedConcurrency
    await lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }),
    )
  }

  return async ({ start }) => {
    const [mappings, throttlingFlags, disabledRules, mail] = await Promise.all([
      Promise.all(names.map(findStoppedMappings)).then((lists) => lists.flat()),
      Promise.all(names.map(isThrottled)),
      findStoppedRules(),
      isMailStopped(),
    ])
    const functions = names.filter((_, index) => throttlingFlags[index])
    if (start) {
      // AWS may refuse to enable a mapping that is still being disabled; the rest must start anyway.
      const results = await Promise.allSettled<unknown>([
        ...functions.map((name) => restoreConcurrency(name, concurrencies.get(name))),
        ...mappings.map(({ id: UUID }) =>
          lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true })),
        ),
        ...disabledRules.map(enableRule),
        ...(mail
          ? [
              ses.send(new UpdateAccountSendingEnabledCommand({ Enabled: true })),
              ses.send(
                new UpdateConfigurationSetSendingEnabledCommand({
                  ConfigurationSetName,
                  Enabled: true,
                }),
              ),
            ]
          : []),
      ])
      for (const result of results) if (result.status === 'rejected') throw result.reason
    }
    return { mappings, functions, rules: disabledRules, mail }
  }
}

const sourceName = (arn: string): string =>
  /:table\/([^/]+)\//.exec(arn)?.[1] ?? arn.split(':').at(-1) ?? ''
