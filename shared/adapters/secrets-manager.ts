import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'

export async function readSecret(client: SecretsManagerClient, name: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }))
  if (!SecretString) throw new Error(`The secret ${name} holds no text`)
  return SecretString
}

export async function writeSecret(
  client: SecretsManagerClient,
  name: string,
  text: string,
): Promise<void> {
  await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: text }))
}
