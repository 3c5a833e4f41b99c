import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { expect, test } from 'vitest'
import { kmsSigner } from '../../shared/adapters/ledger/kms-signer.ts'
import {
  bytesToSign,
  findHeads,
  headBlock,
  isSignedBy,
} from '../../shared/domain/ledger/ledger-head.ts'
import { aLedgerSigner } from '../builders/ledger.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const client = new KMSClient({ region: 'eu-west-3' })
const kms = mockedClients(client)
const signer = kmsSigner(client, 'key-1')
const head = { ledger: 'l', segment: 1, number: 1, hash: 'h', at: new Date(0) }

test('a head signed by KMS verifies with the public key', async () => {
  const ours = aLedgerSigner()
  const key = { KeyId: 'key-1', MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' } as const
  kms
    .on(SignCommand, key)
    .callsFake(async ({ Message }) => ({ Signature: await ours.sign(Message) }))
  kms.on(GetPublicKeyCommand, { KeyId: 'key-1' }).resolves({ PublicKey: ours.key })
  const [signed] = findHeads(headBlock(head, await signer.sign(bytesToSign(head))))
  expect(signed && (await isSignedBy(signed, await signer.publicKey()))).toBe(true)
})

test('a head signed by KMS needs a signature and a public key in KMS’s answers', async () => {
  kms.resolves({})
  await expect(signer.sign(bytesToSign(head))).rejects.toThrow('without a signature')
  await expect(signer.publicKey()).rejects.toThrow('without a public key')
})
