import { deflateSync, Unzip, unzipSync } from 'node:zlib'

/** Replaces `fflate` in bundles, since its tables slow the cold start of captchas. */
export const [zlibSync, unzlibSync, Unzlib] = [deflateSync, unzipSync, Unzip]
