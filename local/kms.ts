import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { type Reply, serveOperations } from './aws-json.ts'
import type { LoopbackServer } from './loopback.ts'
import { textStore } from './secrets.ts'

interface KeyRequest {
  KeyId?: string
  Message?: string
}

export function startKeyManagement(
  arns: readonly string[],
  file: string | undefined,
): Promise<LoopbackServer> {
  const keys = readKeys(arns, file)
  return serveOperations((operation, input: KeyRequest) => {
    const key = keys.get(input.KeyId ?? '')
    if (key) return answer(operation, input, key)
    return [400, { __type: 'NotFoundException', message: 'Key does not exist' }]
  })
}

// https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html
function answer(operation: string, { KeyId, Message = '' }: KeyRequest, key: KeyObject): Reply {
  const metadata = { KeyId, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }
  switch (operation) {
    case 'Sign': {
      const signature = sign('sha256', Buffer.from(Message, 'base64'), key)
      const SigningAlgorithm = 'ECDSA_SHA_256'
      return [200, { KeyId, Signature: signature.toString('base64'), SigningAlgorithm }]
    }
    case 'GetPublicKey': {
      const der = createPublicKey(key).export({ format: 'der', type: 'spki' })
      return [200, { ...metadata, PublicKey: der.toString('base64') }]
    }
    default:
      return [400, { __type: 'UnknownOperationException' }]
  }
}

function readKeys(arns: readonly string[], file: string | undefined): Map<string, KeyObject> {
  const keyTexts = textStore(file)
  for (const arn of arns) {
    keyTexts.texts[arn] ??= generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ format: 'pem', type: 'pkcs8' })
      .toString()
  }
  keyTexts.write()
  return new Map(Object.entries(keyTexts.texts).map(([arn, pem]) => [arn, createPrivateKey(pem)]))
}
