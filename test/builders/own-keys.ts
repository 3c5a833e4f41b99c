import { type Keys, versionIdOf } from '../../shared/domain/keys.ts'
import { keyedValues } from '../../shared/domain/roll/keyed-values.ts'
import { noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import type { RollAccess } from '../../team/roll/apply-file.ts'

export function withOwnKeys(keys: Keys): Pick<RollAccess, 'keyedValues' | 'identifiers'> {
  return {
    keyedValues: keyedValues(keys),
    identifiers: {
      async awaitApproval() {},
      find: async (_, voters) =>
        voters.map((voter) => noticeIdentifier(keys, voter, versionIdOf(voter.identifierHash))),
    },
  }
}
