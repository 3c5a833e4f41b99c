import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms'
import type { LedgerSigner } from '../../domain/ledger/ledger-head.ts'

/** The key must be on the curve P-256. */
export function kmsSigner(client: KMSClient, keyId: string): LedgerSigner {
  return {
    async sign(bytes) {
      const { Signature } = await client.send(
        new SignCommand({
          KeyId: keyId,
          Message: bytes,
          MessageType: 'RAW',
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      )
      if (!Signature) throw new Error('KMS answered without a signature')
      return Signature
    },

    async publicKey() {
      const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }))
      if (!PublicKey) throw new Error('KMS answered without a public key')
      return PublicKey
    },
  }
}
