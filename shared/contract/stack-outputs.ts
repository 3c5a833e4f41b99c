import * as z from 'zod/mini'

const name = z.string().check(z.minLength(1))

/** What a stack says of itself, so that the election team's commands find what they work on. */
export const stackOutputs = z.object({
  SiteUrl: z.url(),
  VotersTable: name,
  PhonesTable: name,
  ReissuesTable: name,
  PasswordLinksTable: name,
  RollOperationsTable: name,
  NewsQueueUrl: z.url(),
  MasterKeySecret: name,
})

export type StackOutputs = z.infer<typeof stackOutputs>
