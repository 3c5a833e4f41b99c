import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { json } from 'node:stream/consumers'
import { listenOnLoopback } from './loopback.ts'

export interface KeyManagement {
  endpoint: string
  stop(): Promise<void>
}

/**
 * A KMS with the app's signing keys, which speaks its wire protocol as far as the functions and commands do.
 * @param arns of the keys
 * @param file where they outlive the run; in memory when absent
 */
export async function startKeyManagement(
  arns: readonly string[],
  file: string | undefined,
): Promise<KeyManagement> {
  const keys = readKeys(arns, file)
  const server = await listenOnLoopback(async (request, response) => {
    const operation = String(request.headers['x-amz-target'])
    const input = (await json(request).catch(() => ({}))) as { KeyId?: string; Message?: string }
    const key = keys.get(input.KeyId ?? '')
    const [status, body] = key
      ? answer(operation, input, key)
      : [400, { __type: 'NotFoundException', message: 'Key does not exist' }]
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(JSON.stringify(body))
  })
  return { endpoint: `http://127.0.0.1:${server.port}`, stop: server.close }
}

// https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html
function answer(
  operation: string,
  { KeyId, Message = '' }: { KeyId?: string; Message?: string },
  key: KeyObject,
): [status: number, body: object] {
  const said = { KeyId, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }
  switch (operation) {
    case 'TrentService.Sign': {
      const signature = sign('sha256', Buffer.from(Message, 'base64'), key)
      const SigningAlgorithm = 'ECDSA_SHA_256'
      return [200, { KeyId, Signature: signature.toString('base64'), SigningAlgorithm }]
    }
    case 'TrentService.GetPublicKey': {
      const der = createPublicKey(key).export({ format: 'der', type: 'spki' })
      return [200, { ...said, PublicKey: der.toString('base64') }]
    }
    default:
      return [400, { __type: 'UnknownOperationException' }]
  }
}

function readKeys(arns: readonly string[], file: string | undefined): Map<string, KeyObject> {
  const kept: Record<string, string> =
    file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  for (const arn of arns) {
    kept[arn] ??= generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ format: 'pem', type: 'pkcs8' })
      .toString()
  }
  if (file) writeFileSync(file, JSON.stringify(kept), { mode: 0o600 })
  return new Map(Object.entries(kept).map(([arn, pem]) => [arn, createPrivateKey(pem)]))
}
