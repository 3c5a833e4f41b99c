/** @param gone name or code of the error that means « not there » @returns undefined after it */
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
