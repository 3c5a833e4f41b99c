import * as z from 'zod/mini'

export function describeSchema<Schema extends z.ZodMiniType>(schema: Schema, text: string): Schema {
  return schema.check(z.describe(text))
}

export const optionalSchema = <Schema extends z.ZodMiniType>(schema: Schema, text: string) =>
  z.exactOptional(describeSchema(schema, text))

export const flagSchema = (text: string) => optionalSchema(z.literal(true), text)

export const instant = z.iso.datetime({ precision: 3 })
