import * as z from 'zod/mini'

/** With what the API's document says of it. */
export function described<Schema extends z.ZodMiniType>(schema: Schema, says: string): Schema {
  return schema.check(z.describe(says))
}

/** True, or absent. */
export const mark = (says: string) => z.exactOptional(described(z.literal(true), says))
