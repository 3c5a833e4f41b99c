import { rmSync } from 'node:fs'
import { Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { bundleFunction } from './bundle.ts'

/** What every function of one deployment shares. */
export interface FunctionDefaults {
  /** Path of the election's configuration. */
  electionFile: string
}

type Variables = Readonly<Record<string, string | undefined>>

interface StepProps<Environment extends Variables> {
  defaults: FunctionDefaults
  /** Folder of the step in `functions/`. */
  step: string
  environment: Environment
  timeout?: Duration
  memoryMegabytes?: number
}

type DynamoAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem'

/**
 * One step of the journey: its bundle, its logs, its role with nothing in it that it was not given.
 * The environment has the type of the step's own schema, so a missing variable does not compile.
 */
export class JourneyFunction<Environment extends Variables = never> extends LambdaFunction {
  constructor(scope: Construct, id: string, props: StepProps<Environment>) {
    const logGroup = new LogGroup(scope, `${id}Logs`, { retention: RetentionDays.ONE_YEAR })
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    })
    logGroup.grantWrite(role)
    const bundle = bundleFunction(props.step, props.defaults.electionFile)
    try {
      super(scope, id, {
        code: Code.fromAsset(bundle),
        handler: 'index.handler',
        runtime: Runtime.NODEJS_24_X,
        architecture: Architecture.ARM_64,
        memorySize: props.memoryMegabytes ?? 512,
        timeout: props.timeout ?? Duration.seconds(25),
        environment: defined(props.environment),
        logGroup,
        role,
      })
    } finally {
      rmSync(bundle, { recursive: true })
    }
  }

  mayUse(table: Table, ...actions: DynamoAction[]): this {
    return this.may(
      actions.map((action) => `dynamodb:${action}`),
      [table.tableArn],
    )
  }

  may(actions: string[], resources: string[]): this {
    this.addToRolePolicy(new PolicyStatement({ actions, resources }))
    return this
  }
}

function defined(variables: Variables): Record<string, string> {
  const entries = Object.entries(variables)
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => !!entry[1]))
}
