import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { KnownPhones, PhoneChange } from '../../domain/account/phone-registration.ts'
import type { KnownPhone, Voter } from '../../domain/voter/voter.ts'
import { checkWrite, transact, updateIf, updateWrite, type Write } from '../dynamo-writes.ts'
import { bindPhone } from './phone-writes.ts'

const phoneAttributes = ['knownPhone', 'formerPhone', 'phoneProof'] as const
const delays = ['passwordRenewedAt', 'repairedAt'] as const

type SeenName = (typeof phoneAttributes)[number] | (typeof delays)[number]

const ifUnchanged = (voter: Voter, names: readonly SeenName[], values: object = {}) => ({
  ConditionExpression: [
    'sessionEpoch = :epoch',
    ...names.map((name) =>
      voter[name] ? `${name} = :${name}Seen` : `attribute_not_exists(${name})`,
    ),
  ].join(' AND '),
  values: {
    epoch: voter.sessionEpoch,
    ...Object.fromEntries(
      names.flatMap((name) => (voter[name] ? [[`${name}Seen`, voter[name]]] : [])),
    ),
    ...values,
  },
})

export function dynamoKnownPhones(
  database: DynamoDBDocumentClient,
  tables: { voters: string; phones: string },
): KnownPhones {
  async function change(
    voter: Voter,
    seen: readonly SeenName[],
    update: { expression: string; values?: Record<string, unknown> },
    phones: { set?: Write; free?: Record<string, Write> } = {},
  ): Promise<PhoneChange> {
    const { free = {}, ...set } = phones
    const writes = {
      voter: updateWrite(tables.voters, 'voterId', voter.voterId, {
        UpdateExpression: update.expression,
        ...ifUnchanged(voter, seen, update.values),
      }),
      ...set,
    }
    // In one transaction, or a phone that returns at once could keep the end of its former binding.
    let failures = await transact<Record<string, object>>(database, { ...writes, ...free })
    // Staff freed one of them: it is nobody's, or already another voter's.
    if (failures && !failures.voter && !failures.set)
      failures = await transact<Record<string, object>>(database, {
        ...writes,
        ...Object.fromEntries(Object.entries(free).filter(([name]) => !failures?.[name])),
      })
    if (!failures) return 'changed'
    return failures.set && !failures.voter ? 'phone-taken' : 'unchanged'
  }

  /** Others may use these phones from `at` on. */
  const freeFrom = (
    { voterId, knownPhone }: Voter,
    former: Pick<KnownPhone, 'phoneHash'> | undefined,
    at: Date,
    next?: KnownPhone,
  ): Record<string, Write> =>
    Object.fromEntries(
      [knownPhone, former].flatMap((phone) =>
        !phone || phone.phoneHash === next?.phoneHash
          ? []
          : [
              [
                phone.phoneHash,
                updateWrite(tables.phones, 'phoneHash', phone.phoneHash, {
                  UpdateExpression: 'SET freeAt = :at',
                  ConditionExpression: 'knownTo = :voterId',
                  values: { voterId, at },
                }),
              ],
            ],
      ),
    )

  return {
    async begin(voter, proof) {
      const { written } = await updateIf(database, tables.voters, 'voterId', voter.voterId, {
        UpdateExpression: 'SET phoneProof = :proof',
        ...ifUnchanged(voter, ['knownPhone', 'formerPhone'], { proof }),
      })
      return written
    },

    set: (voter, phone, former) =>
      change(
        voter,
        phoneAttributes,
        {
          expression: `SET knownPhone = :phone${former ? ', formerPhone = :former' : ''} REMOVE phoneProof${former ? '' : ', formerPhone'}`,
          values: { phone, ...(former && { former }) },
        },
        {
          set: bindPhone(tables.phones, voter, phone),
          free: freeFrom(voter, former, former?.endsAt ?? phone.setAt, phone),
        },
      ),

    remove: (voter, former) =>
      change(
        voter,
        phoneAttributes,
        {
          expression: 'SET formerPhone = :former REMOVE knownPhone, phoneProof',
          values: { former },
        },
        { free: freeFrom(voter, former, former.endsAt) },
      ),

    undo(voter, { changedAt: _, endsAt: __, ...former }, at) {
      const phone = { ...former, setAt: at }
      return change(
        voter,
        phoneAttributes,
        {
          expression:
            'SET knownPhone = :phone, passwordChangeRequired = :true REMOVE formerPhone, phoneProof ADD sessionEpoch :one',
          values: { phone, true: true, one: 1 },
        },
        {
          set: bindPhone(tables.phones, voter, phone),
          free: freeFrom(voter, undefined, at, phone),
        },
      )
    },

    liftBothLost: (voter, { phoneHash }, at) =>
      change(
        voter,
        [...phoneAttributes, ...delays],
        {
          expression: `SET knownPhone.liftedAt = :at REMOVE phoneProof, ${delays.join(', ')}`,
          values: { at },
        },
        {
          // Staff may have freed it.
          set: checkWrite(tables.phones, 'phoneHash', phoneHash, {
            ConditionExpression: 'knownTo = :voterId',
            values: { voterId: voter.voterId },
          }),
        },
      ),
  }
}
