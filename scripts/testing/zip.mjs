// @ts-check
import { crc32 } from 'node:zlib';

/**
 * A zip archive with the given files, not compressed. All of them are executable.
 * @param {Record<string, string | Buffer>} files content by path
 * @returns {Buffer}
 */
export function makeZip(files) {
  /** @type {Buffer[]} */
  const bodies = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const body = Buffer.from(content);
    const header = Buffer.concat([u32(0x04034b50), describe(name, body), name, body]);
    const madeByUnix = u16(0x0314);
    const attributes = u32((0o100755 << 16) >>> 0);
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        madeByUnix,
        describe(name, body),
        u16(0),
        u16(0),
        u16(0),
        attributes,
        u32(offset),
        name,
      ]),
    );
    bodies.push(header);
    offset += header.length;
  }
  const entries = Buffer.concat(directory);
  const count = u16(bodies.length);
  const end = Buffer.concat([
    u32(0x06054b50),
    u16(0),
    u16(0),
    count,
    count,
    u32(entries.length),
    u32(offset),
    u16(0),
  ]);
  return Buffer.concat([...bodies, entries, end]);
}

/**
 * The fields that the header of a file and its entry in the directory share.
 * @param {Buffer} name
 * @param {Buffer} body
 */
function describe(name, body) {
  const [version, flags, stored, time, date] = [u16(20), u16(0), u16(0), u16(0), u16(0x21)];
  const sizes = Buffer.concat([u32(body.length), u32(body.length)]);
  return Buffer.concat([
    version,
    flags,
    stored,
    time,
    date,
    u32(crc32(body)),
    sizes,
    u16(name.length),
    u16(0),
  ]);
}

/** @param {number} value */
function u16(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

/** @param {number} value */
function u32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
