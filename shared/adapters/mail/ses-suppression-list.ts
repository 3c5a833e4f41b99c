import {
  DeleteSuppressedDestinationCommand,
  NotFoundException,
  paginateListSuppressedDestinations,
  type SESv2Client,
} from '@aws-sdk/client-sesv2'
import type { SuppressionList } from '../../domain/mail/suppression-list.ts'

const pageSize = 1000

/** @param client must retry, since SES throttles these calls */
export function sesSuppressionList(client: SESv2Client): SuppressionList {
  return {
    async *pages() {
      const pages = paginateListSuppressedDestinations({ client, pageSize }, {})
      for await (const { SuppressedDestinationSummaries = [] } of pages) {
        yield SuppressedDestinationSummaries.map(({ EmailAddress, Reason, LastUpdateTime }) => ({
          email: EmailAddress ?? '',
          reason: Reason === 'COMPLAINT' ? 'complaint' : 'bounce',
          since: LastUpdateTime ?? new Date(0),
        }))
      }
    },

    async remove({ email }) {
      try {
        await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress: email }))
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error
      }
    },
  }
}
