/** Prints what so many reconnects leave behind: `node --expose-gc leaks-child.ts RECONNECTS`. */
import { playReconnects } from './leaks.ts';

const { gc } = globalThis;
if (gc === undefined) throw new Error('Run this with --expose-gc.');
const found = await playReconnects(Number(process.argv[2]), () => {
  gc();
  return process.memoryUsage().heapUsed;
});
process.stdout.write(JSON.stringify(found));
