/** Returns the value, or undefined after an error that means absence. @param gone name or code of that error */
export async function unlessGone<Read>(
  read: () => Promise<Read>,
  gone = 'ResourceNotFoundException',
): Promise<Read | undefined> {
  try {
    return await read()
  } catch (error) {
    const { name, code } = error as NodeJS.ErrnoException
    if (name === gone || code === gone) return undefined
    throw error
  }
}
