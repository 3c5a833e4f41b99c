import { Secret, type SecretProps } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import type { RingName } from '../shared/domain/keys.ts'
import type { StaffSecretName } from '../shared/runtime/resources.ts'

export type Secrets = Readonly<Record<RingName, Secret> & Partial<Record<StaffSecretName, Secret>>>

export function addSecret(scope: Construct, id: string, options: SecretProps): Secret {
  return new Secret(scope, id, {
    ...options,
    generateSecretString: {
      passwordLength: 64,
      excludePunctuation: true,
      secretStringTemplate: '{}',
      generateStringKey: 'current',
    },
  })
}
