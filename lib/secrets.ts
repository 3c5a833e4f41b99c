import { RemovalPolicy } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'

/** What AWS generates and nobody reads. */
export class Secrets extends Construct {
  /** Every purpose-bound key is derived from it. Without it the tables mean nothing, so it outlives the stack as they do. */
  readonly masterKey = this.secret('MasterKey', RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
  /** What CloudFront proves itself with to the functions behind the API. */
  readonly originToken = this.secret('OriginToken', RemovalPolicy.DESTROY)

  private secret(id: string, removalPolicy: RemovalPolicy): Secret {
    return new Secret(this, id, {
      removalPolicy,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    })
  }
}
