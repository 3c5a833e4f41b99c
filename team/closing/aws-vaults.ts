import {
  type BackupClient,
  DeleteBackupVaultCommand,
  DeleteRecoveryPointCommand,
  InvalidResourceStateException,
  paginateListBackupVaults,
  paginateListRecoveryPointsByBackupVault,
  type RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup'
import type { Destroyer } from './destroyed-and-kept.ts'
import { type Sleep, until } from './wait-for-aws.ts'

export function vaultDestroyer(client: BackupClient, sleep: Sleep): Destroyer {
  /** Listed: AWS Backup answers « access denied » when it is asked for a vault that is not there. */
  async function find(name: string) {
    for await (const { BackupVaultList = [] } of paginateListBackupVaults({ client }, {})) {
      const vault = BackupVaultList.find(({ BackupVaultName }) => BackupVaultName === name)
      if (vault) return vault
    }
    return undefined
  }

  async function copiesIn(BackupVaultName: string): Promise<RecoveryPointByBackupVault[]> {
    const found: RecoveryPointByBackupVault[] = []
    for await (const { RecoveryPoints = [] } of paginateListRecoveryPointsByBackupVault(
      { client },
      { BackupVaultName },
    )) {
      found.push(...RecoveryPoints)
    }
    return found
  }

  /** Deletes what can be. One that AWS Backup is still writing waits for the next time. */
  async function empties(BackupVaultName: string): Promise<boolean> {
    const copies = await copiesIn(BackupVaultName)
    for (const { RecoveryPointArn, Status } of copies) {
      if (Status === 'DELETING') continue
      try {
        await client.send(new DeleteRecoveryPointCommand({ BackupVaultName, RecoveryPointArn }))
      } catch (error) {
        if (!(error instanceof InvalidResourceStateException)) throw error
      }
    }
    return copies.length === 0
  }

  return {
    async look(name) {
      const vault = await find(name)
      return vault && { count: vault.NumberOfRecoveryPoints ?? 0 }
    },

    async destroy(name) {
      if (!(await find(name))) return
      await until(() => empties(name), sleep)
      await client.send(new DeleteBackupVaultCommand({ BackupVaultName: name }))
    },
  }
}
