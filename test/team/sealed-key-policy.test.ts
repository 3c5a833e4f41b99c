import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import { expect, test } from 'vitest'
import { readKeyPolicy } from '../../team/seal/read-deployed.ts'
import { differencesIn, readAll } from '../../team/seal/reading.ts'
import { outputs } from '../builders/deployed-stack.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const kms = mockedClients(KMSClient)

const name = 'configuration Reassort-Data/EncryptionKey'
const read = (EncryptionKey?: string) =>
  readAll(
    readKeyPolicy(
      {
        kms: new KMSClient({ region: 'eu-west-3' }),
        outputs: { ...outputs, ...(EncryptionKey && { EncryptionKey }) },
      },
      'Reassort-Data',
    ),
  )
const opensTo = (who: string) =>
  kms.on(GetKeyPolicyCommand).resolves({ Policy: `{"who":"${who}"}` })

test('a seal notices that the key of the tables opens to somebody else', async () => {
  opensTo('functions')
  const sealed = await read('arn:key')
  expect(Object.keys(sealed.digests)).toEqual([name])
  expect(kms.commandCalls(GetKeyPolicyCommand)[0]?.args[0].input).toEqual({ KeyId: 'arn:key' })
  expect(differencesIn(sealed.digests, await read('arn:key'))).toEqual([])
  opensTo('functions, and an administrator')
  expect(differencesIn(sealed.digests, await read('arn:key'))).toEqual([{ name, kind: 'changed' }])
})

test('an election with AWS’s keys has no such policy to seal', async () => {
  expect(await read()).toEqual({ digests: {}, unread: [] })
  expect(kms.calls()).toHaveLength(0)
})
