import { Lazy } from 'aws-cdk-lib'
import type { CfnRule, Rule } from 'aws-cdk-lib/aws-events'
import type { CfnFunction, IFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { resources } from '../../functions/restart-service/resources.ts'
import { type FunctionContext, FunctionWithRights } from '../function-with-rights.ts'
import { allow } from './policies.ts'

/** Lets the team restart queues, rules and e-mails without the rights that this takes, most of which also allow stopping them. */
export class RestartService extends Construct {
  readonly function: IFunction

  constructor(
    scope: Construct,
    id: string,
    context: FunctionContext,
    { consumers, rules }: { consumers: readonly IFunction[]; rules: readonly Rule[] },
  ) {
    super(scope, id)
    const restartFunction = new FunctionWithRights(this, 'RestartService', resources, context, {
      settings: {
        // The value is lazy, because reservations are set only once all functions exist.
        CONSUMERS: Lazy.string({
          produce: () =>
            consumers
              .map((consumer) => `${consumer.functionName}=${reservedConcurrencyOf(consumer)}`)
              .join(' '),
        }),
        RULES: rules.map((rule) => `${rule.ruleName}=${stateOf(rule)}`).join(' '),
        CONFIGURATION_SET: context.configurationSet.configurationSetName,
      },
    })
    const functionArns = consumers.map(({ functionArn }) => functionArn)
    allow(restartFunction, ['lambda:ListEventSourceMappings'], ['*'])
    allow(restartFunction, ['lambda:UpdateEventSourceMapping'], ['*'], {
      StringEquals: { 'lambda:FunctionArn': functionArns },
    })
    const verbs = ['Get', 'Put', 'Delete']
    const concurrencyActions = verbs.map((verb) => `lambda:${verb}FunctionConcurrency`)
    allow(restartFunction, concurrencyActions, functionArns)
    allow(restartFunction, ['events:DescribeRule', 'events:EnableRule'], arnsOf(rules))
    // `EnableRule` sets the state `ENABLED`, in which a rule matches no read-only calls.
    const rulesMatchingReads = rules.filter((rule) => stateOf(rule) !== 'ENABLED')
    allow(restartFunction, ['events:PutRule'], arnsOf(rulesMatchingReads))
    // These actions of the SES API v1 have no resource-level permissions.
    allow(
      restartFunction,
      [
        ...['ses:GetAccountSendingEnabled', 'ses:UpdateAccountSendingEnabled'],
        ...['ses:DescribeConfigurationSet', 'ses:UpdateConfigurationSetSendingEnabled'],
      ],
      ['*'],
    )
    this.function = restartFunction
  }
}

const reservedConcurrencyOf = ({ node }: IFunction): number | string =>
  (node.defaultChild as CfnFunction).reservedConcurrentExecutions ?? ''

const arnsOf = (rules: readonly Rule[]) => rules.map(({ ruleArn }) => ruleArn)
const stateOf = ({ node }: Rule): string => (node.defaultChild as CfnRule).state ?? 'ENABLED'
