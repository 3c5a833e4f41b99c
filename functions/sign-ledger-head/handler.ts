import { KMSClient } from '@aws-sdk/client-kms'
import { dynamoRate } from '../../shared/adapters/dynamo-rate.ts'
import { kmsSigner } from '../../shared/adapters/ledger/kms-signer.ts'
import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { isRefusedMail, sesMailer } from '../../shared/adapters/mail/ses-mailer.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { s3Client } from '../../shared/runtime/clients/s3.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { readElection } from '../../shared/runtime/deployed-election.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import { rateLimiter } from '../../shared/runtime/rate-limiter.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { resources } from './resources.ts'
import { signLedgerHead } from './sign-ledger-head.ts'

const { database, tables, ledger, signingKey, configurationSet } = wire(resources)
const election = readElection()
const s3 = s3Client()
const rate = dynamoRate(database, tables.mailTurns, 'mails')
const mailLimiter = rateLimiter(rate, 'news', election.mailsPerSecond)
const dependencies = {
  ledger,
  segments: s3Texts(s3, ledger, 'segments'),
  heads: s3Texts(s3, ledger, 'heads'),
  mailings: s3Texts(s3, ledger, 'mailings'),
  signer: kmsSigner(new KMSClient(clientDefaults), signingKey),
  mailer: sesMailer(sesClient(), election, configurationSet),
  isRefusal: isRefusedMail,
  election,
  clock: () => new Date(),
  journal,
}

export async function handler(): Promise<void> {
  try {
    await signLedgerHead({ ...dependencies, takeToken: mailLimiter() })
  } catch (error) {
    journal({ event: 'ledger-head.failed', error: nameOf(error) })
    // Lambda logs thrown errors, and an SDK error may contain the data of its request.
    throw new Error('The head of the ledger was not signed or not mailed')
  }
}
