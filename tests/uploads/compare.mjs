// Compares a file in memory with what a make-believe server tells of it: node compare.mjs COMPARE_JS JSON
import { createHash } from "node:crypto";

const { size, changed, stretch, block, isQuick } = JSON.parse(process.argv[3]);
const { compare } = await import(process.argv[2]);
const content = Buffer.alloc(size, 7);
const there = Buffer.from(content);
if (changed !== null) there.fill(8, changed, changed + stretch);

let read = 0;
const file = {
  size,
  slice: (start, end) => ({ arrayBuffer: async () => ((read += end - start), content.subarray(start, end)) }),
};
globalThis.fetch = async (url) => {
  const from = Number(new URL(url).searchParams.get("from"));
  const count = Math.min(16, Math.ceil(size / block) - from);
  const hashes = Array.from({ length: Math.max(0, count) }, (_, index) => {
    const start = (from + index) * block;
    return createHash("sha256").update(there.subarray(start, Math.min(start + block, size))).digest("hex");
  });
  return Response.json({ block, offset: size, hashes, is_whole: false, modified: 0 });
};

const shares = [];
const { isSame } = await compare(file, "http://server.example/files/1", { isQuick, at: (share) => shares.push(share) });
console.log(JSON.stringify({ isSame, read, last: shares.at(-1) }));
