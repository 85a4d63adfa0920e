/* Builds the styles, scripts and pictures into festival/static, under names that change with their content.
 *
 *   js/*.js       each file is an entry of its own, so that a page loads only what it uses
 *   css/site.css  the one sheet; it imports the others
 *   images/*      copied
 *
 * Beside each text stands the same one compressed (.br, .gz), which web servers send to browsers that take it.
 * manifest.json says which source became which file: {"css/site.css": "css/site-3K2LQ7WD.css", …}.
 */
import { build } from "esbuild";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const SOURCES = dirname(fileURLToPath(import.meta.url));
const BUILT = join(SOURCES, "..", "festival", "static");

const entries = (folder, wanted) =>
  readdirSync(join(SOURCES, folder))
    .filter((name) => wanted.test(name))
    .map((name) => join(folder, name));

const entryPoints = ["css/site.css", ...entries("js", /\.js$/), ...entries("images", /\.(svg|png|webp)$/)];

const result = await build({
  absWorkingDir: SOURCES,
  entryPoints,
  outbase: ".",
  outdir: BUILT,
  entryNames: "[dir]/[name]-[hash]",
  chunkNames: "js/[name]-[hash]",
  assetNames: "[dir]/[name]-[hash]",
  loader: { ".svg": "copy", ".png": "copy", ".webp": "copy" },
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  minify: true,
  metafile: true,
  logLevel: "warning",
});

const outputs = Object.entries(result.metafile.outputs).map(([path, output]) => ({
  path: relative(BUILT, join(SOURCES, path)),
  source: output.entryPoint ?? (path.match(/\.(svg|png|webp)$/) && Object.keys(output.inputs)[0]),
}));

const manifest = Object.fromEntries(
  outputs.filter(({ source }) => entryPoints.includes(source)).map(({ path, source }) => [source, path]).sort(),
);
writeFileSync(join(BUILT, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");

const compressed = outputs
  .filter(({ path }) => /\.(css|js|svg)$/.test(path))
  .flatMap(({ path }) => {
    const text = readFileSync(join(BUILT, path));
    writeFileSync(join(BUILT, path + ".br"), brotliCompressSync(text));
    writeFileSync(join(BUILT, path + ".gz"), gzipSync(text, { level: 9 }));
    return [path + ".br", path + ".gz"];
  });

const kept = new Set(["manifest.json", ...outputs.map(({ path }) => path), ...compressed]);
for (const entry of readdirSync(BUILT, { recursive: true, withFileTypes: true })) {
  const path = relative(BUILT, join(entry.parentPath ?? entry.path, entry.name));
  if (entry.isFile() && !kept.has(path)) rmSync(join(BUILT, path));
}
