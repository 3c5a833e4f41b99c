import {
  DescribeKeyCommand,
  type KeyState,
  KMSClient,
  KMSInvalidStateException,
  NotFoundException,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import { describe, expect, test } from 'vitest'
import { keyDestroyer } from '../../team/closing/aws-keys.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const kms = mockedClients(KMSClient)

const destroyer = keyDestroyer(new KMSClient({ region: 'eu-west-3' }))
const isIn = (state: KeyState) =>
  kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'tables', KeyState: state } })

describe('the key of tables and keys', () => {
  test('is deleted by KMS after the shortest wait there is, and opens nothing from now on', async () => {
    isIn('Enabled')
    expect(await destroyer.look('tables')).toEqual({})
    kms.on(ScheduleKeyDeletionCommand).callsFake(() => {
      isIn('PendingDeletion')
      return {}
    })
    await destroyer.destroy('tables')
    const [scheduled] = kms.commandCalls(ScheduleKeyDeletionCommand)
    expect(scheduled?.args[0].input).toEqual({ KeyId: 'tables', PendingWindowInDays: 7 })
    expect(await destroyer.look('tables')).toBeUndefined()
  })

  test('is a success when that was asked already, or KMS knows it no more', async () => {
    isIn('PendingDeletion')
    await destroyer.destroy('tables')
    kms
      .on(DescribeKeyCommand)
      .rejects(new NotFoundException({ message: 'not there', $metadata: {} }))
    await destroyer.destroy('tables')
    expect(await destroyer.look('tables')).toBeUndefined()
    expect(kms.commandCalls(ScheduleKeyDeletionCommand)).toHaveLength(0)
  })

  test('is not taken for gone when KMS answers otherwise', async () => {
    kms
      .on(DescribeKeyCommand)
      .rejects(new KMSInvalidStateException({ message: 'busy', $metadata: {} }))
    await expect(destroyer.look('tables')).rejects.toThrow('busy')
  })
})
